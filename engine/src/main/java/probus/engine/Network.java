// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;
import probus.engine.untrusted.Caps;

/**
 * Compiled rules and the Drools network that runs them. The network is built by whoever needs it first: much can be asked of
 * rules without it. What is read of the rules before is not changed by building it.
 */
final class Network {
    private final List<RuleImpl> rules;
    private final boolean precompiled;
    private final Optional<Caps> caps;
    private final FutureTask<KieBase> base;

    private Network(Collection<? extends KiePackage> packages, boolean precompiled, Optional<Caps> caps) {
        this.precompiled = precompiled;
        this.caps = caps;
        rules = packages.stream()
                .flatMap(kiePackage -> kiePackage.getRules().stream())
                .map(RuleImpl.class::cast)
                .toList();
        base = new FutureTask<>(() -> {
            InternalKnowledgeBase kieBase = KnowledgeBaseFactory.newKnowledgeBase();
            kieBase.addPackages(packages);
            return kieBase;
        });
    }

    /** {@return the same packages, each of whose rules is in an agenda group of its name: nothing is joined for it until that has the focus} */
    static <P extends KiePackage> Collection<P> apart(Collection<P> packages) {
        packages.stream()
                .flatMap(kiePackage -> kiePackage.getRules().stream())
                .map(RuleImpl.class::cast)
                .forEach(rule -> rule.setAgendaGroup(rule.getName()));
        return packages;
    }

    /** {@return the network of rules that were compiled to Java; none for none} */
    static List<Network> ofPrecompiled(Collection<? extends KiePackage> packages) {
        return packages.isEmpty() ? List.of() : List.of(new Network(packages, true, Optional.empty()));
    }

    /** {@return the network of rules that were compiled from source now, built; none for none} */
    static List<Network> ofCompiled(Collection<? extends KiePackage> packages, Optional<Caps> caps) {
        if (packages.isEmpty()) {
            return List.of();
        }
        Network network = new Network(packages, false, caps);
        network.base();
        return List.of(network);
    }

    List<RuleImpl> rules() {
        return rules;
    }

    /** {@return what the rules may take; empty if nobody minds} */
    Optional<Caps> caps() {
        return caps;
    }

    /** {@return whether the constraints of the rules can be evaluated without a session} */
    boolean isPrecompiled() {
        return precompiled;
    }

    /** Builds the network, unless it is built; the first session is what takes Drools long, so there is one at once. */
    void prepare() {
        session().dispose();
    }

    /** {@return a session for one thread} */
    KieSession session() {
        KieSessionConfiguration configuration = RuleBaseFactory.newKnowledgeSessionConfiguration();
        configuration.setOption(ThreadSafeOption.NO);
        return base().newKieSession(configuration, null);
    }

    private KieBase base() {
        // Does nothing if it was run, or is being run by another thread, for which get then waits.
        base.run();
        try {
            return base.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rules cannot be run", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
