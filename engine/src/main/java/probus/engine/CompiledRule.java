// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.GroupElement;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.drools.base.rule.constraint.AlphaNodeFieldConstraint;
import org.drools.base.rule.constraint.Constraint;
import org.drools.modelcompiler.constraints.LambdaConstraint;
import probus.engine.catalog.Rule;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleReader;
import probus.facts.ProbeEvent;

/**
 * A rule as Drools compiled it, and what the engine reads from its patterns.
 *
 * @param rule its metadata
 * @param kinds the classes that its patterns match
 * @param scope for a step rule, the constraints that an event must meet to exercise it
 * @param conditions for a step rule, the constraints that then make it a violation
 * @param readsKnown whether a condition compares with a three-valued truth
 * @param alphaOnly for a step rule, whether scope and conditions are all that its pattern asks
 * @param ownExercise whether the file says with a rule of its own what exercises this one
 * @param exercise that rule, if it looks at one event at a time
 */
record CompiledRule(
        Rule rule,
        Set<Class<?>> kinds,
        List<AlphaNodeFieldConstraint> scope,
        List<AlphaNodeFieldConstraint> conditions,
        boolean readsKnown,
        boolean alphaOnly,
        boolean ownExercise,
        Optional<Exercise> exercise) {

    /** Ends the name of a rule that says what exercises another. */
    static final String EXERCISED = " exercised";

    /**
     * What exercises a rule.
     *
     * @param kind the class of event
     * @param constraints what such an event must meet
     */
    record Exercise(Class<?> kind, List<AlphaNodeFieldConstraint> constraints) {
        static Exercise of(RuleImpl compiled) {
            Pattern pattern = (Pattern) compiled.getLhs().getChildren().get(0);
            return new Exercise(kinds(List.of(pattern)).iterator().next(), CompiledRule.constraints(pattern));
        }
    }

    static CompiledRule of(RuleImpl compiled, Optional<RuleImpl> exercised) {
        boolean step = isStep(compiled);
        List<Pattern> patterns = new ArrayList<>();
        collect(compiled.getLhs(), patterns);
        if (patterns.isEmpty()) {
            throw new RuleException(compiled.getName(), "has no pattern");
        }
        List<String> bindings = new ArrayList<>();
        patterns.forEach(pattern -> bindings.addAll(pattern.getDeclarations().keySet()));
        Rule rule = RuleReader.read(
                compiled.getName(), compiled.getMetaData(), bindings, step ? Rule.Style.STEP : Rule.Style.HISTORY);
        List<AlphaNodeFieldConstraint> all = step ? constraints(patterns.get(0)) : List.of();
        List<AlphaNodeFieldConstraint> conditions = conditions(all);
        List<AlphaNodeFieldConstraint> scope = new ArrayList<>(all);
        scope.removeAll(conditions);
        boolean readsKnown =
                conditions.stream().anyMatch(condition -> text(condition).contains("Known."));
        return new CompiledRule(
                rule,
                kinds(patterns),
                scope,
                conditions,
                readsKnown,
                step && all.size() == patterns.get(0).getConstraints().size(),
                exercised.isPresent(),
                exercised.filter(CompiledRule::isStep).map(Exercise::of));
    }

    /** {@return whether the rule looks at one event at a time} */
    static boolean isStep(RuleImpl compiled) {
        List<RuleConditionElement> elements = compiled.getLhs().getChildren();
        return elements.size() == 1 && elements.get(0) instanceof Pattern;
    }

    /**
     * Looks at what a compiler does not.
     *
     * @throws RuleException if the rule compiles but cannot be used
     */
    static void check(RuleImpl compiled) {
        for (Class<?> kind : kindsOf(compiled)) {
            if (!ProbeEvent.class.isAssignableFrom(kind)) {
                throw new RuleException(compiled.getName(), kind.getSimpleName() + " is no event");
            }
        }
        if (!compiled.getName().endsWith(EXERCISED)) {
            of(compiled, Optional.empty());
        }
    }

    /** Only {@code not}, {@code exists} and joins of plain patterns are expected below the root. */
    private static void collect(GroupElement group, List<Pattern> patterns) {
        for (RuleConditionElement element : group.getChildren()) {
            if (element instanceof Pattern pattern) {
                patterns.add(pattern);
            } else if (element instanceof GroupElement nested) {
                collect(nested, patterns);
            }
        }
    }

    static Set<Class<?>> kindsOf(RuleImpl compiled) {
        List<Pattern> patterns = new ArrayList<>();
        collect(compiled.getLhs(), patterns);
        return kinds(patterns);
    }

    private static Set<Class<?>> kinds(List<Pattern> patterns) {
        Set<Class<?>> kinds = new java.util.LinkedHashSet<>();
        patterns.forEach(
                pattern -> kinds.add(((org.drools.base.base.ClassObjectType) pattern.getObjectType()).getClassType()));
        return kinds;
    }

    /** What a rule says about the state is its condition; one that reads no state has its last constraint as condition. */
    private static List<AlphaNodeFieldConstraint> conditions(List<AlphaNodeFieldConstraint> all) {
        List<AlphaNodeFieldConstraint> reading = all.stream()
                .filter(constraint -> text(constraint).contains("before."))
                .toList();
        return !reading.isEmpty() || all.isEmpty() ? reading : all.subList(all.size() - 1, all.size());
    }

    private static List<AlphaNodeFieldConstraint> constraints(Pattern pattern) {
        List<AlphaNodeFieldConstraint> constraints = new ArrayList<>();
        for (Constraint constraint : pattern.getConstraints()) {
            if (constraint instanceof AlphaNodeFieldConstraint alpha) {
                constraints.add(alpha);
            }
        }
        return constraints;
    }

    /** {@return the constraint as it is written; what a precompiled one says of itself is that and much more} */
    static String text(Constraint constraint) {
        String text = constraint instanceof LambdaConstraint lambda
                ? lambda.getPredicateInformation().getStringConstraint()
                : null;
        return text == null || text.isEmpty() ? constraint.toString() : text;
    }
}
