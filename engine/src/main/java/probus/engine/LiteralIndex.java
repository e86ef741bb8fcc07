// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drools.base.base.ValueResolver;
import org.drools.base.rule.IndexableConstraint;
import org.drools.base.rule.accessor.FieldValue;
import org.drools.base.rule.accessor.ReadAccessor;
import org.drools.base.rule.constraint.AlphaNodeFieldConstraint;
import org.drools.base.util.index.ConstraintTypeOperator;
import probus.facts.ProbeEvent;

/**
 * The rules about one kind of event, many of which ask first whether a field has some value: they are found by the value, not
 * asked one by one. What is found is still asked everything.
 */
final class LiteralIndex {
    /** Below that, asking is as fast as finding. */
    private static final int FEW = 3;

    private static final Tally[] NOBODY = {};

    private final Tally[] unindexed;
    private final List<Field> fields = new ArrayList<>();

    /** The rules that ask for a value of one field, by that value. */
    private record Field(ReadAccessor reader, Map<Object, Tally[]> byValue) {}

    /** What a rule asks first. */
    private record Question(String field, ReadAccessor reader, Object value) {}

    LiteralIndex(List<Tally> tallies) {
        List<Tally> others = new ArrayList<>();
        Map<String, List<Tally>> byField = new HashMap<>();
        for (Tally tally : tallies) {
            question(tally)
                    .map(asked -> byField.computeIfAbsent(asked.field(), key -> new ArrayList<>()))
                    .orElse(others)
                    .add(tally);
        }
        for (List<Tally> group : byField.values()) {
            if (group.size() < FEW) {
                others.addAll(group);
            } else {
                fields.add(field(group));
            }
        }
        unindexed = others.toArray(Tally[]::new);
    }

    /** {@return the rules that are asked about every event} */
    Tally[] unindexed() {
        return unindexed;
    }

    /** {@return how many fields there are to find rules by} */
    int size() {
        return fields.size();
    }

    /** {@return the rules that ask for the value that the event has in the field} */
    Tally[] find(int position, ProbeEvent event, ValueResolver resolver) {
        Field field = fields.get(position);
        return field.byValue().getOrDefault(comparable(field.reader().getValue(resolver, event)), NOBODY);
    }

    private static Field field(List<Tally> group) {
        Map<Object, List<Tally>> byValue = new HashMap<>();
        for (Tally tally : group) {
            byValue.computeIfAbsent(question(tally).orElseThrow().value(), key -> new ArrayList<>())
                    .add(tally);
        }
        Map<Object, Tally[]> arrays = new HashMap<>();
        byValue.forEach((value, tallies) -> arrays.put(value, tallies.toArray(Tally[]::new)));
        return new Field(question(group.get(0)).orElseThrow().reader(), arrays);
    }

    private static Optional<Question> question(Tally tally) {
        List<AlphaNodeFieldConstraint> scope = tally.compiled.scope();
        if (scope.isEmpty()
                || !(scope.get(0) instanceof IndexableConstraint constraint)
                || constraint.getConstraintType() != ConstraintTypeOperator.EQUAL) {
            return Optional.empty();
        }
        FieldValue value = constraint.getField();
        ReadAccessor reader = constraint.getFieldExtractor();
        if (value == null || value.isNull() || reader == null || reader.getNativeReadMethod() == null) {
            return Optional.empty();
        }
        Object literal = comparable(value.getValue());
        // Anything else is compared by rules of its own.
        Class<?> type = reader.getExtractToClass();
        boolean plain = type == String.class ? literal instanceof String : isInteger(type) && literal instanceof Long;
        String field = CompiledRule.text(scope.get(0));
        int end = field.indexOf("==");
        return plain && end > 0
                ? Optional.of(new Question(field.substring(0, end).trim(), reader, literal))
                : Optional.empty();
    }

    private static boolean isInteger(Class<?> type) {
        return type == int.class || type == long.class;
    }

    private static Object comparable(Object value) {
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }
}
