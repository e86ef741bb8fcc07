// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.drools.base.base.ValueResolver;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.core.impl.RuleBaseFactory;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.api.runtime.rule.Match;
import probus.facts.ProbeEvent;

/**
 * Runs step rules. There is one fact per kind of event and each event updates it: of the designs measured the fastest, and
 * memory is flat whatever the length of the stream.
 */
final class StepRunner implements AutoCloseable {
    private final KieSession session;
    private final Set<Class<?>> patterns = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Map<Class<?>, FactHandle> handles = new HashMap<>();

    StepRunner(KieBase kieBase, Consumer<Match> matches) {
        session = session(kieBase);
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                matches.accept(event.getMatch());
            }
        });
        for (RuleImpl rule : RuleBase.all(kieBase)) {
            patterns.addAll(CompiledRule.kindsOf(rule));
            names.add(rule.getName());
        }
    }

    /** {@return a session for one thread} */
    static KieSession session(KieBase kieBase) {
        KieSessionConfiguration configuration = RuleBaseFactory.newKnowledgeSessionConfiguration();
        configuration.setOption(ThreadSafeOption.NO);
        return kieBase.newKieSession(configuration, null);
    }

    /** {@return whether some rule looks at events of this class} */
    boolean wants(Class<?> kind) {
        for (Class<?> pattern : patterns) {
            if (pattern.isAssignableFrom(kind)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the rule {@code id} is one of those it runs} */
    boolean runs(String id) {
        return names.contains(id);
    }

    /** Evaluates the current event; {@return its handle} */
    FactHandle evaluate(ProbeEvent event) {
        FactHandle handle = handles.get(event.getClass());
        if (handle == null) {
            handle = session.insert(event);
            handles.put(event.getClass(), handle);
        } else {
            session.update(handle, event);
        }
        session.fireAllRules();
        return handle;
    }

    /** {@return what evaluates constraints outside the network} */
    ValueResolver resolver() {
        return (ValueResolver) session;
    }

    @Override
    public void close() {
        session.dispose();
    }
}
