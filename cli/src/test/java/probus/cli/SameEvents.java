// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Stamp;

/** Compares the events of two runs, whose clocks differ and whose objects lie at different addresses. */
final class SameEvents {
    private final Map<ObjectId, ObjectId> others = new HashMap<>();
    private final Map<ObjectId, ObjectId> back = new HashMap<>();

    /** {@return the first event in which they differ} What one of them does not know may be anything in the other. */
    Optional<String> difference(List<ProbeEvent> expected, List<ProbeEvent> actual) {
        int common = Math.min(expected.size(), actual.size());
        for (int i = 0; i < common; i++) {
            if (!same(expected.get(i), actual.get(i))) {
                return Optional.of("event " + i + ": expected " + expected.get(i) + " but was " + actual.get(i));
            }
        }
        if (expected.size() == actual.size()) {
            return Optional.empty();
        }
        return Optional.of(
                expected.size() > actual.size()
                        ? "missing: " + expected.get(common)
                        : "not expected: " + actual.get(common));
    }

    private boolean same(ProbeEvent expected, ProbeEvent actual) {
        if (expected.getClass() != actual.getClass()) {
            return false;
        }
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            if (component.getType() != Stamp.class && !same(value(component, expected), value(component, actual))) {
                return false;
            }
        }
        return true;
    }

    private static Object value(RecordComponent component, ProbeEvent event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    private boolean same(Object expected, Object actual) {
        if (isUnknown(expected) || isUnknown(actual)) {
            return true;
        }
        if (expected instanceof ObjectId one
                && actual instanceof ObjectId other
                && one.isObject()
                && other.isObject()) {
            return others.computeIfAbsent(one, unused -> other).equals(other)
                    && back.computeIfAbsent(other, unused -> one).equals(one);
        }
        return expected.equals(actual);
    }

    private static boolean isUnknown(Object value) {
        return value.equals(ObjectId.UNKNOWN) || value.equals(Result.UNKNOWN) || value.equals(ProbeEvent.UNKNOWN);
    }
}
