// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;
import probus.engine.untrusted.Budget;
import probus.facts.ProbeEvent;

/**
 * Runs history rules: the events of one boot that some rule looks at are facts, and the rules fire once, at the end. Such
 * facts stay until then, so their number has a limit.
 */
final class HistoryRunner implements AutoCloseable {
    /** How much joining the limit allows for each event that it allows: some seconds in all. */
    private static final double COST_PER_EVENT = 500;

    /** A rule that changes what it looks at would fire for ever. */
    private static final int FIRINGS_MAX = 10_000_000;

    private final Network network;
    private final Consumer<Match> matches;
    private final Set<Class<?>> patterns = new HashSet<>();
    private final Map<Class<?>, Boolean> wanted = new HashMap<>();
    private final List<Set<Class<?>>> kinds;
    private final JoinCost cost = new JoinCost();
    private final long limit;
    private long facts;
    private Optional<KieSession> session = Optional.empty();

    HistoryRunner(Network network, long limit, Consumer<Match> matches) {
        this.network = network;
        this.limit = limit;
        this.matches = matches;
        kinds = network.rules().stream().map(CompiledRule::kindsOf).toList();
        kinds.forEach(patterns::addAll);
    }

    /** Keeps the event if some rule looks at its kind. */
    void see(ProbeEvent event) {
        Boolean isWanted = wanted.get(event.getClass());
        if (isWanted == null) {
            isWanted = patterns.stream().anyMatch(pattern -> pattern.isInstance(event));
            wanted.put(event.getClass(), isWanted);
        }
        if (isWanted) {
            facts++;
            if (facts <= limit) {
                session().insert(event);
                cost.add(event);
            } else {
                close();
            }
        }
    }

    /**
     * Fires the rules. Beyond the limit nothing is concluded: a {@code not} would be true for what was left out.
     *
     * @return why rules that nobody vouches for were stopped, {@code ""} if they were not
     */
    String finish() {
        if (isOverflown()) {
            return "";
        }
        if (network.caps().isEmpty()) {
            session().fireAllRules(FIRINGS_MAX);
            return "";
        }
        Budget budget = new Budget(network.caps().get());
        try {
            session().setGlobal("budget", budget);
            budget.fired(session().fireAllRules(budget.firings()));
        } catch (RuntimeException e) {
            if (budget.spent().isEmpty()) {
                throw e;
            }
        }
        return budget.spent();
    }

    /** {@return whether it runs this rule} */
    boolean runs(String id) {
        return network.rules().stream().anyMatch(rule -> rule.getName().equals(id));
    }

    boolean isOverflown() {
        return facts > limit || (network.caps().isEmpty() && cost.dearest(kinds) > limit * COST_PER_EVENT);
    }

    @Override
    public void close() {
        session.ifPresent(KieSession::dispose);
        session = Optional.empty();
    }

    /** Waits for the network, which may still be in the making, when it is first needed. */
    private KieSession session() {
        if (session.isEmpty()) {
            KieSession opened = network.session();
            opened.addEventListener(new DefaultAgendaEventListener() {
                @Override
                public void afterMatchFired(AfterMatchFiredEvent event) {
                    matches.accept(event.getMatch());
                }
            });
            session = Optional.of(opened);
        }
        return session.get();
    }
}
