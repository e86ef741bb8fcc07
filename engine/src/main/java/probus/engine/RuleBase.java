// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.drools.model.Condition;
import org.drools.model.Model;
import org.drools.model.View;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import probus.engine.catalog.Rule;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;

/**
 * Compiled rules, ready to be run by any number of checkers at once. Step rules and history rules are compiled apart: one
 * session must not see the events of the other.
 */
public final class RuleBase {
    private static final String INDEX = "META-INF/kie/probus/probus-rules/drools-model";

    private final List<KieBase> stepBases;
    private final List<KieBase> historyBases;
    private final List<CompiledRule> rules = new ArrayList<>();

    private RuleBase(List<KieBase> stepBases, List<KieBase> historyBases) {
        this.stepBases = stepBases;
        this.historyBases = historyBases;
        Stream.of(stepBases, historyBases).flatMap(List::stream).forEach(base -> rules.addAll(compiled(base)));
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
        return new RuleBase(build(step), build(history));
    }

    /**
     * {@return the rules of these files, compiled now; a file with a problem contributes none}
     *
     * @param problems gets each thing that is wrong
     */
    public static RuleBase compile(List<RuleSource> sources, List<RuleException> problems) {
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
        return new RuleBase(assemble(step), assemble(history));
    }

    /** {@return these rules and those of {@code other}} */
    public RuleBase with(RuleBase other) {
        return new RuleBase(
                Stream.concat(stepBases.stream(), other.stepBases.stream()).toList(),
                Stream.concat(historyBases.stream(), other.historyBases.stream())
                        .toList());
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

    List<KieBase> stepBases() {
        return stepBases;
    }

    List<KieBase> historyBases() {
        return historyBases;
    }

    static List<RuleImpl> all(KieBase kieBase) {
        return kieBase.getKiePackages().stream()
                .flatMap(kiePackage -> kiePackage.getRules().stream())
                .map(RuleImpl.class::cast)
                .toList();
    }

    private static List<KieBase> build(List<Model> models) {
        return models.isEmpty() ? List.of() : List.of(KieBaseBuilder.createKieBaseFromModel(models));
    }

    private static List<KieBase> assemble(List<KiePackage> packages) {
        if (packages.isEmpty()) {
            return List.of();
        }
        InternalKnowledgeBase kieBase = KnowledgeBaseFactory.newKnowledgeBase();
        kieBase.addPackages(packages);
        return List.of(kieBase);
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

    private static List<CompiledRule> compiled(KieBase kieBase) {
        List<RuleImpl> all = all(kieBase);
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
