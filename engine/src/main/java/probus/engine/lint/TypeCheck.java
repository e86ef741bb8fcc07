// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import probus.engine.catalog.Nearest;
import probus.engine.drl.Clause;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.Expression;
import probus.engine.drl.Expression.Constant;
import probus.engine.drl.Expression.Literal;
import probus.engine.drl.Expression.Path;
import probus.engine.drl.FactTypes;
import probus.engine.drl.Place;
import probus.engine.lint.Finding.Fix;

/** Checks the names in patterns: events, fields, variables, constants. What is compared with what, {@link Comparisons} checks. */
final class TypeCheck {
    /** What has no type because it is wrong, which has been said. */
    static final Class<?> WRONG = Void.class;

    private final Findings findings;
    private final Set<String> imported;
    private final int importsEnd;
    private final Comparisons comparisons;

    /**
     * Creates a check.
     *
     * @param imported simple names of the classes that the file imports
     * @param importsEnd offset at which another import can be added; negative where none is needed
     */
    TypeCheck(Findings findings, Set<String> imported, int importsEnd) {
        this.findings = findings;
        this.imported = imported;
        this.importsEnd = importsEnd;
        comparisons = new Comparisons(findings, this);
    }

    void check(List<Clause> clauses, Scope scope) {
        for (Clause clause : clauses) {
            check(clause, scope);
        }
    }

    private void check(Clause clause, Scope scope) {
        if (clause instanceof EventPattern pattern) {
            check(pattern, scope);
            return;
        }
        Group group = (Group) clause;
        boolean visible = group.kind() == Clause.Kind.AND;
        if (group.kind() == Clause.Kind.OR) {
            Scope outer = scope.inner();
            for (Clause way : group.clauses()) {
                Scope own = outer.inner();
                check(way, own);
                own.names().forEach(name -> {
                    if (!scope.has(name)) {
                        scope.bind(name, own.type(name), way.at());
                    }
                });
            }
        } else {
            check(group.clauses(), visible ? scope : scope.inner());
        }
    }

    /** Checks a pattern; what it binds is in the scope afterwards. */
    void check(EventPattern pattern, Scope scope) {
        Optional<Class<?>> found = FactTypes.event(pattern.type());
        if (found.isEmpty()) {
            unknownEvent(pattern);
        } else {
            requireImport(pattern.type(), pattern.typeAt());
        }
        Class<?> type = found.orElse(WRONG);
        if (!pattern.binding().isEmpty()) {
            bind(pattern.binding(), type, pattern.at(), scope);
        }
        for (Constraint constraint : pattern.constraints()) {
            check(constraint, type, scope);
        }
    }

    private void check(Constraint constraint, Class<?> event, Scope scope) {
        Class<?> type = typeOf(constraint.of(), event, scope);
        if (!constraint.binding().isEmpty()) {
            bind(constraint.binding(), type, constraint.at(), scope);
        } else if (type != WRONG && type != boolean.class) {
            findings.error(
                    "no-condition",
                    constraint.at(),
                    "this is a value, not a condition",
                    constraint.of() instanceof Path path && path.root().isEmpty()
                            ? "compare it, or bind it: $"
                                    + path.names().get(path.names().size() - 1) + " : " + String.join(".", path.names())
                            : "compare it with something");
        }
    }

    private void bind(String name, Class<?> type, Place at, Scope scope) {
        if (!name.startsWith("$")) {
            findings.warn("binding-name", at, "the binding '" + name + "' looks like a field", "write $" + name);
        }
        if (scope.has(name)) {
            findings.error("bound-twice", at, name + " is bound already", "give it another name");
        }
        scope.bind(name, type, at);
    }

    /** {@return the type of a value; {@link #WRONG} where it has none, which is then said} */
    Class<?> typeOf(Expression expression, Class<?> event, Scope scope) {
        if (expression instanceof Path path) {
            return pathType(path, event, scope);
        }
        if (expression instanceof Literal literal) {
            Object value = literal.value();
            return value == null
                    ? Object.class
                    : value instanceof Boolean ? boolean.class : value instanceof String ? String.class : long.class;
        }
        if (expression instanceof Constant constant) {
            return constantType(constant);
        }
        return comparisons.typeOf(expression, event, scope);
    }

    private Class<?> pathType(Path path, Class<?> event, Scope scope) {
        Class<?> type = event;
        if (!path.root().isEmpty()) {
            if (!scope.has(path.root())) {
                findings.error(
                        "unbound-variable",
                        path.at(),
                        "nothing before this is called " + path.root(),
                        near(path.root(), scope.names(), "what is bound so far: ")
                                + (scope.names().isEmpty() ? "nothing is; bind it in an earlier pattern" : ""));
                return WRONG;
            }
            type = scope.type(path.root());
        }
        List<String> names = path.names();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (type == WRONG || (i == 0 && name.equals("this") && path.root().isEmpty())) {
                continue;
            }
            Map<String, Method> properties = FactTypes.properties(type);
            if (!properties.containsKey(name)) {
                unknownField(path, name, type, properties.keySet());
                return WRONG;
            }
            type = properties.get(name).getReturnType();
        }
        return type;
    }

    private void unknownField(Path path, String name, Class<?> type, Set<String> known) {
        boolean event = FactTypes.event(type.getSimpleName()).isPresent();
        String holder = event ? type.getSimpleName() : String.join(".", beforeName(path, name));
        String what = type.isPrimitive() || type == String.class ? "is a plain value and has no " : "has no field ";
        Optional<String> near = Nearest.of(name, known);
        String list = event
                ? String.join(", ", FactTypes.fields(type)) + ", before, task, time, seq"
                : String.join(", ", known);
        findings.error(
                "unknown-field",
                path.at(),
                (holder.isEmpty() ? type.getSimpleName() : holder) + " " + what + name,
                near.map(found -> "did you mean '" + found + "'?")
                        .orElse(known.isEmpty() ? "compare it as it is" : "it has " + list));
        near.ifPresent(found -> findings.mend(mending(path, name, found)));
    }

    private static List<String> beforeName(Path path, String name) {
        return path.names().subList(0, Math.max(0, path.names().indexOf(name)));
    }

    /** The path is written without blanks in it, so the offset of a part is that of what is before it. */
    private static Fix mending(Path path, String name, String found) {
        int offset = path.root().isEmpty() ? 0 : path.root().length() + 1;
        for (String part : path.names().subList(0, path.names().indexOf(name))) {
            offset += part.length() + 1;
        }
        int from = path.at().from() + offset;
        return new Fix(from, from + name.length(), found);
    }

    private Class<?> constantType(Constant constant) {
        Optional<Class<?>> type = FactTypes.values(constant.type());
        if (type.isEmpty()) {
            findings.error(
                    "unknown-constant",
                    constant.at(),
                    "there is no class " + constant.type() + " with constants",
                    near(constant.type(), FactTypes.valueNames(), "there are "));
            return WRONG;
        }
        Map<String, Object> constants = FactTypes.constants(type.get());
        if (!constants.containsKey(constant.name())) {
            findings.error(
                    "unknown-constant",
                    constant.at(),
                    constant.type() + " has no constant " + constant.name(),
                    near(constant.name(), constants.keySet(), "it has "));
            return WRONG;
        }
        requireImport(constant.type(), constant.at());
        return type.get() == probus.facts.ProbeEvent.class ? String.class : type.get();
    }

    private void unknownEvent(EventPattern pattern) {
        Optional<String> near = Nearest.of(pattern.type(), FactTypes.eventNames());
        findings.error(
                "unknown-event",
                pattern.typeAt(),
                "no event is called " + pattern.type(),
                near.map(name -> "did you mean '" + name + "'?")
                        .orElse("'probus explain EVENT' shows one; docs/events has a page for each"));
        near.ifPresent(name ->
                findings.mend(new Fix(pattern.typeAt().from(), pattern.typeAt().to(), name)));
    }

    private void requireImport(String name, Place at) {
        if (importsEnd < 0 || imported.contains(name)) {
            return;
        }
        String line = "import " + FactTypes.importOf(name).orElseThrow();
        findings.error("missing-import", at, name + " is not imported", "write " + line);
        findings.mend(new Fix(importsEnd, importsEnd, "\n" + line));
    }

    private static String near(String word, Iterable<String> names, String otherwise) {
        List<String> all = new java.util.ArrayList<>();
        names.forEach(all::add);
        all.sort(null);
        return Nearest.of(word, all)
                .map(found -> "did you mean '" + found + "'?")
                .orElse(all.isEmpty() ? "" : otherwise + String.join(", ", all));
    }
}
