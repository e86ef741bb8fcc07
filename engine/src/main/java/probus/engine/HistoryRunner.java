// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Map<String, Set<Class<?>>> kinds = new LinkedHashMap<>();
    private final JoinCost cost = new JoinCost();
    private final long limit;
    private long facts;
    private Optional<KieSession> session = Optional.empty();

    HistoryRunner(Network network, long limit, Consumer<Match> matches) {
        this.network = network;
        this.limit = limit;
        this.matches = matches;
        network.rules().forEach(rule -> kinds.put(rule.getName(), CompiledRule.kindsOf(rule)));
        kinds.values().forEach(patterns::addAll);
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
        if (facts > limit) {
            return "";
        }
        Optional<Budget> budget = network.caps().map(Budget::new);
        try {
            for (String rule : kinds.keySet()) {
                if (!isTooDear(rule)) {
                    fire(rule, budget);
                }
            }
        } catch (RuntimeException e) {
            if (budget.map(Budget::spent).orElse("").isEmpty()) {
                throw e;
            }
        }
        return budget.map(Budget::spent).orElse("");
    }

    private void fire(String rule, Optional<Budget> budget) {
        KieSession opened = session();
        opened.getAgenda().getAgendaGroup(rule).setFocus();
        if (budget.isEmpty()) {
            opened.fireAllRules(FIRINGS_MAX);
        } else {
            opened.setGlobal("budget", budget.get());
            budget.get().fired(opened.fireAllRules(budget.get().firings()));
        }
    }

    /** {@return whether it runs this rule} */
    boolean runs(String id) {
        return kinds.containsKey(id);
    }

    /** {@return whether it runs this rule, but has too many events for it} */
    boolean isOverflown(String id) {
        return runs(id) && (facts > limit || isTooDear(id));
    }

    private boolean isTooDear(String rule) {
        return network.caps().isEmpty() && cost.of(kinds.get(rule)) > limit * COST_PER_EVENT;
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
