// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.model.Condition;
import org.drools.model.Model;
import org.drools.model.View;
import org.drools.modelcompiler.KiePackagesBuilder;
import org.kie.api.definition.KiePackage;
import probus.engine.catalog.Rule;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.untrusted.Admission;
import probus.engine.untrusted.Caps;

/**
 * Compiled rules, ready to be run by any number of checkers at once. Step rules and history rules are compiled apart: one
 * session must not see the events of the other.
 */
public final class RuleBase {
    private static final String INDEX = "META-INF/kie/probus/probus-rules/drools-model";

    private final List<Network> steps;
    private final List<Network> histories;
    private final List<CompiledRule> rules = new ArrayList<>();

    private RuleBase(List<Network> steps, List<Network> histories) {
        this.steps = steps;
        this.histories = histories;
        Stream.of(steps, histories).flatMap(List::stream).forEach(network -> rules.addAll(compiled(network.rules())));
        rules.sort(Comparator.comparing(rule -> rule.rule().id()));
    }

    /** {@return the rules that come with Probus, precompiled} */
    public static RuleBase bundled() {
        return bundled(folder -> true);
    }

    /**
     * {@return those of the rules that come with Probus whose package is wanted: what is not wanted is not even loaded}
     *
     * @param wanted is asked with the rule's package, {@code rules.<category>.<rule_id>}
     */
    public static RuleBase bundled(Predicate<String> wanted) {
        List<Model> step = new ArrayList<>();
        List<Model> history = new ArrayList<>();
        for (String name : modelClasses()) {
            if (wanted.test(name.substring(0, name.lastIndexOf('.')))) {
                Model model = instance(name);
                (isHistory(model) ? history : step).add(model);
            }
        }
        return new RuleBase(
                Network.ofPrecompiled(packages(step)), Network.ofPrecompiled(Network.apart(packages(history))));
    }

    /**
     * {@return the rules of these files, compiled now; a file with a problem contributes none}
     *
     * @param problems gets each thing that is wrong
     */
    public static RuleBase compile(List<RuleSource> sources, List<RuleException> problems) {
        return compile(sources, problems, Optional.empty());
    }

    /**
     * {@return the rules of these files, as far as they are declarative; nothing of the others is compiled}
     *
     * @param caps what each rule may take on one boot; a rule that takes more is undecided
     * @param problems gets each thing that is wrong
     */
    public static RuleBase compileUntrusted(List<RuleSource> sources, Caps caps, List<RuleException> problems) {
        RuleBase all = new RuleBase(List.of(), List.of());
        Set<String> ids = new HashSet<>();
        for (RuleSource source : sources) {
            try {
                // Each for itself: a rule that takes too much takes nothing from the others.
                RuleBase one = compile(List.of(Admission.admit(source)), problems, Optional.of(caps));
                boolean repeated = one.rules().stream().anyMatch(rule -> !ids.add(rule.id()));
                if (repeated) {
                    throw new RuleException(source.file(), 0, "a rule of it stands in another file too");
                }
                all = all.with(one);
            } catch (RuleException problem) {
                problems.add(problem);
            }
        }
        return all;
    }

    private static RuleBase compile(List<RuleSource> sources, List<RuleException> problems, Optional<Caps> caps) {
        List<KiePackage> step = new ArrayList<>();
        List<KiePackage> history = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (RuleSource source : sources) {
            List<RuleException> found = new ArrayList<>();
            RuleCompiler.Compiled compiled = new RuleCompiler(source).compile(found);
            compiled.packages().stream()
                    .flatMap(kiePackage -> kiePackage.getRules().stream())
                    .filter(rule -> !ids.add(rule.getName()))
                    .forEach(rule -> found.add(new RuleException(
                            source.file(), 0, "rule " + rule.getName() + " stands in another file too")));
            if (found.isEmpty()) {
                (compiled.history() ? history : step).addAll(compiled.packages());
            }
            problems.addAll(found);
        }
        return new RuleBase(Network.ofCompiled(step, caps), Network.ofCompiled(Network.apart(history), caps));
    }

    /** {@return these rules and those of {@code other}} */
    public RuleBase with(RuleBase other) {
        return new RuleBase(
                Stream.concat(steps.stream(), other.steps.stream()).toList(),
                Stream.concat(histories.stream(), other.histories.stream()).toList());
    }

    /**
     * Makes ready what runs the rules. Nobody has to call this: whoever checks waits for it when an event violates something,
     * so another thread may do it while checking starts.
     */
    public void prepare() {
        // History rules want the first event that they look at.
        histories.forEach(Network::prepare);
        steps.forEach(Network::prepare);
    }

    /** {@return the metadata of all rules, ordered by id} */
    public List<Rule> rules() {
        return rules.stream().map(CompiledRule::rule).toList();
    }

    /** {@return the rule with this id} */
    public Optional<Rule> rule(String id) {
        return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    List<CompiledRule> compiledRules() {
        return rules;
    }

    List<Network> steps() {
        return steps;
    }

    List<Network> histories() {
        return histories;
    }

    private static Collection<? extends KiePackage> packages(List<Model> models) {
        if (models.isEmpty()) {
            return List.of();
        }
        KiePackagesBuilder builder = new KiePackagesBuilder(RuleBaseFactory.newKnowledgeBaseConfiguration());
        models.forEach(builder::addModel);
        return builder.build().getKiePackages();
    }

    private static boolean isHistory(Model model) {
        return model.getRules().stream().anyMatch(rule -> !isOnePattern(rule.getView()));
    }

    /** The consequence, empty as it is, is listed among the conditions. */
    private static boolean isOnePattern(View view) {
        List<Condition.Type> types = view.getSubConditions().stream()
                .map(Condition::getType)
                .filter(type -> type != Condition.Type.CONSEQUENCE)
                .toList();
        return types.equals(List.of(Condition.Type.PATTERN));
    }

    private static List<CompiledRule> compiled(List<RuleImpl> all) {
        Map<String, RuleImpl> byName = new HashMap<>();
        all.forEach(rule -> byName.put(rule.getName(), rule));
        return all.stream()
                .filter(rule -> !rule.getName().endsWith(CompiledRule.EXERCISED))
                .map(rule ->
                        CompiledRule.of(rule, Optional.ofNullable(byName.get(rule.getName() + CompiledRule.EXERCISED))))
                .toList();
    }

    private static List<String> modelClasses() {
        List<String> names = new ArrayList<>();
        try {
            for (URL index : Collections.list(RuleBase.class.getClassLoader().getResources(INDEX))) {
                try (InputStream in = index.openStream()) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && line.indexOf(':') < 0)
                            .forEach(names::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(names);
        return names;
    }

    private static Model instance(String className) {
        try {
            return Class.forName(className)
                    .asSubclass(Model.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the rules were not built properly: " + className, e);
        }
    }
}
