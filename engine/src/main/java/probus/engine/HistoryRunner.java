// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;
import probus.facts.ProbeEvent;

/**
 * Runs history rules: the events of one boot that some rule looks at are facts, and the rules fire once, at the end. Such
 * facts stay until then, so their number has a limit.
 */
final class HistoryRunner implements AutoCloseable {
    private final KieSession session;
    private final Set<Class<?>> patterns = new HashSet<>();
    private final Map<Class<?>, Boolean> wanted = new HashMap<>();
    private final long limit;
    private long facts;

    HistoryRunner(KieBase kieBase, long limit, Consumer<Match> matches) {
        this.limit = limit;
        session = StepRunner.session(kieBase);
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                matches.accept(event.getMatch());
            }
        });
        for (RuleImpl rule : RuleBase.all(kieBase)) {
            patterns.addAll(CompiledRule.kindsOf(rule));
        }
    }

    /** Keeps the event if some rule looks at its kind. */
    void see(ProbeEvent event) {
        Boolean isWanted = wanted.get(event.getClass());
        if (isWanted == null) {
            isWanted = patterns.stream().anyMatch(pattern -> pattern.isInstance(event));
            wanted.put(event.getClass(), isWanted);
        }
        if (isWanted) {
            if (facts < limit) {
                session.insert(event);
            }
            facts++;
        }
    }

    /** Fires the rules. Beyond the limit nothing is concluded: a {@code not} would be true for what was left out. */
    void finish() {
        if (!isOverflown()) {
            session.fireAllRules();
        }
    }

    boolean isOverflown() {
        return facts > limit;
    }

    @Override
    public void close() {
        session.dispose();
    }
}
