// SPDX-License-Identifier: Apache-2.0
package probus.engine.author;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Expression.Compare;
import probus.engine.drl.Expression.Constant;
import probus.engine.drl.Expression.Literal;
import probus.engine.drl.Expression.Path;
import probus.facts.DomainType;
import probus.facts.EventCatalog;
import probus.facts.ObjectId;
import probus.facts.Result;

/** Writes an event that a pattern matches, as a line of an example. */
final class SampleEvent {
    private static final Map<String, String> NAMES = Map.of(
            "dev", "ff910000.isp0",
            "iommu", "ff914000.iommu",
            "driver", "rk_iommu",
            "name", "iommu_probe_device_lock",
            "via", "of_dma_configure_id",
            "function", "rk_iommu_probe",
            "caller", "bus_iommu_probe",
            "action", "ADD_DEVICE",
            "register", "DTE_ADDR",
            "kind", "iommu");

    private final StringBuilder lines = new StringBuilder();
    private final long nanoseconds;
    private int seq;

    /** Events this far apart. */
    SampleEvent(long nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    /** Adds a line; {@code task} tells tasks apart, from 0. */
    void add(EventPattern pattern, int task) {
        // Of a family any member will do.
        String name = EventCatalog.members(pattern.type()).stream()
                .map(Class::getSimpleName)
                .sorted()
                .findFirst()
                .orElse(pattern.type());
        EventCatalog.find(name).ifPresent(kind -> {
            StringBuilder line = head(kind.name(), task);
            for (RecordComponent field : kind.fields()) {
                line.append(",\"" + field.getName() + "\":" + value(field, pattern.constraints()));
            }
            lines.append(line.append("}\n"));
        });
    }

    /** Adds a line about a lock. */
    void addLock(String event, String lock) {
        lines.append(head(event, 0))
                .append(",\"lock\":\"0xffffff8001000000\",\"name\":\"" + lock + "\",\"dev\":\"\"}\n");
    }

    /** Marks the last line: there the rule must report. */
    void mark(String rule) {
        lines.setLength(lines.length() - 1);
        lines.append("   # violates: " + rule + "\n");
    }

    @Override
    public String toString() {
        return lines.toString();
    }

    private StringBuilder head(String event, int task) {
        seq++;
        return new StringBuilder(
                "{\"seq\":" + seq + ",\"time\":" + (1000000000L + nanoseconds * seq) + ",\"cpu\":" + task + ",\"pid\":"
                        + (8 + task) + ",\"task\":\"kworker/u8:" + task + "\",\"event\":\"" + event + "\"");
    }

    private static String value(RecordComponent field, List<Constraint> constraints) {
        for (Constraint constraint : constraints) {
            Optional<String> asked = asked(field, constraint);
            if (asked.isPresent()) {
                return asked.get();
            }
        }
        Class<?> type = field.getType();
        if (type == ObjectId.class) {
            return "\"" + object(field.getName()) + "\"";
        }
        if (type == Result.class || type == int.class || type == long.class) {
            return "0";
        }
        if (type == boolean.class) {
            return "false";
        }
        return type == DomainType.class ? "\"DMA\"" : "\"" + NAMES.getOrDefault(field.getName(), "") + "\"";
    }

    private static String object(String field) {
        return "0xffffff800245" + String.format(java.util.Locale.ROOT, "%04x", field.hashCode() & 0xff00);
    }

    /** {@return the value that a constraint asks for, as JSON} */
    private static Optional<String> asked(RecordComponent field, Constraint constraint) {
        if (!(constraint.of() instanceof Compare compare)
                || !(compare.left() instanceof Path path)
                || path.names().isEmpty()
                || !path.names().get(0).equals(field.getName())) {
            return Optional.empty();
        }
        boolean equal = compare.operator().equals("==");
        String last = path.names().get(path.names().size() - 1);
        if (equal && compare.right() instanceof Constant constant) {
            return Optional.of("\"" + constant.name() + "\"");
        }
        if (!(compare.right() instanceof Literal literal)) {
            return Optional.empty();
        }
        if (field.getType() == Result.class) {
            return Optional.of(result(last, literal, equal));
        }
        if (literal.value() instanceof Long number) {
            long step = compare.operator().equals(">") ? 1 : compare.operator().equals("<") ? -1 : 0;
            return Optional.of(String.valueOf(number + step));
        }
        return !equal
                ? Optional.empty()
                : Optional.of(literal.value() instanceof String text ? "\"" + text + "\"" : literal.text());
    }

    private static String result(String property, Literal literal, boolean equal) {
        boolean wanted = Boolean.TRUE.equals(literal.value()) == equal;
        return switch (property) {
            case "failed" -> wanted ? "-12" : "0";
            case "deferred" -> wanted ? "-517" : "0";
            case "code" -> literal.text();
            default -> wanted ? "0" : "-12";
        };
    }
}
