// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.drools.base.base.ValueResolver;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.core.common.DefaultFactHandle;
import org.drools.core.common.InternalFactHandle;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.runtime.rule.Match;
import probus.facts.ProbeEvent;

/**
 * Runs step rules. Whether an event exercises a rule must be asked of the rule's constraints one by one, so the same pass asks
 * the others too; the network, which says what matched and with which bindings, is only given the events that violate
 * something. There is one fact per kind of event and each such event updates it: memory is flat.
 */
final class StepRunner implements AutoCloseable {
    /** Of one event. A rule that changes what it looks at would fire for ever. */
    private static final int FIRINGS_MAX = 100_000;

    private final Network network;
    private final Consumer<Match> matches;
    /** Asked by constraints that were not precompiled; {@code null} where all were. */
    private final ValueResolver resolver;

    private Optional<KieSession> session = Optional.empty();
    private final Collection<Tally> tallies;
    private final Map<Class<?>, FactHandle> handles = new HashMap<>();
    private final Map<Class<?>, Slot> slots = new HashMap<>();
    /** Shows the current event to constraints outside the network. */
    private final InternalFactHandle current = new DefaultFactHandle(new Object());

    /**
     * Who looks at the events of one class.
     *
     * @param rules the rules about them
     * @param exercised the rules that they may exercise without being about them
     * @param network whether some rule asks what only the network can tell
     */
    private record Slot(LiteralIndex rules, List<Tally> exercised, boolean network) {}

    /**
     * Starts a run.
     *
     * @param tallies of all rules; those of {@code network} are counted
     */
    StepRunner(Network network, Map<String, Tally> tallies, Consumer<Match> matches) {
        this.network = network;
        this.matches = matches;
        resolver = network.isPrecompiled() ? null : (ValueResolver) session();
        Set<Tally> own = new HashSet<>();
        for (RuleImpl rule : network.rules()) {
            if (tallies.containsKey(rule.getName())) {
                own.add(tallies.get(rule.getName()));
            }
        }
        this.tallies = own;
    }

    /** Evaluates the current event. */
    void evaluate(ProbeEvent event) {
        Slot slot = slots.get(event.getClass());
        if (slot == null) {
            slot = slot(event.getClass());
            slots.put(event.getClass(), slot);
        }
        current.setObject(event);
        boolean violated = slot.network;
        violated |= ask(slot.rules.unindexed(), event);
        for (int i = 0; i < slot.rules.size(); i++) {
            violated |= ask(slot.rules.find(i, event, resolver), event);
        }
        for (Tally tally : slot.exercised) {
            tally.exercise(current, resolver);
        }
        if (violated) {
            fire(event);
        }
    }

    @Override
    public void close() {
        session.ifPresent(KieSession::dispose);
    }

    private boolean ask(Tally[] rules, ProbeEvent event) {
        boolean violated = false;
        for (Tally tally : rules) {
            violated |= tally.see(event, current, resolver);
        }
        return violated;
    }

    private void fire(ProbeEvent event) {
        KieSession running = session();
        FactHandle handle = handles.get(event.getClass());
        if (handle == null) {
            handles.put(event.getClass(), running.insert(event));
        } else {
            running.update(handle, event);
        }
        running.fireAllRules(FIRINGS_MAX);
    }

    /** Waits for the network, which may still be in the making, when it is first needed. */
    private KieSession session() {
        if (session.isEmpty()) {
            KieSession opened = network.session();
            opened.addEventListener(new DefaultAgendaEventListener() {
                @Override
                public void afterMatchFired(AfterMatchFiredEvent event) {
                    if (!event.getMatch().getRule().getName().endsWith(CompiledRule.EXERCISED)) {
                        matches.accept(event.getMatch());
                    }
                }
            });
            session = Optional.of(opened);
        }
        return session.get();
    }

    private Slot slot(Class<?> kind) {
        List<Tally> rules = tallies.stream()
                .filter(tally -> tally.compiled.kinds().iterator().next().isAssignableFrom(kind))
                .toList();
        List<Tally> exercised = tallies.stream()
                .filter(tally -> tally.compiled
                        .exercise()
                        .filter(exercise -> exercise.kind().isAssignableFrom(kind))
                        .isPresent())
                .toList();
        boolean network = rules.stream().anyMatch(tally -> !tally.compiled.alphaOnly());
        return new Slot(new LiteralIndex(rules), exercised, network);
    }
}
