// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.engine.catalog.Rule;
import probus.facts.Origin;
import probus.facts.ProbeEvent;

/**
 * Violations in the order in which they are read: those that the same line of the input completes are one cause, told
 * once, by the rule that says most. What an oops and its report prove belongs to the violation that led to the fault. So are those that the same task completes for the same device within a moment: one
 * wrong call breaks several rules.
 */
final class Causes {
    /** The rule that says most says it with the most evidence; a rule without a catalogue entry only says that it hurt. */
    private static final Comparator<Violation> TELLING = Comparator.comparing(Violation::severity)
            .thenComparing(Causes::isSymptom)
            .thenComparing(violation -> -tasks(violation))
            .thenComparing(violation -> -violation.evidence().size())
            .thenComparing(violation -> violation.rule().catalog())
            .thenComparing(violation -> violation.rule().id());

    private static final long MOMENT_NS = 1_000_000;
    private static final String CALLBACK = "ops->";

    private Causes() {}

    /**
     * One cause.
     *
     * @param main the violation that is told in full
     * @param also what other rules say of it
     */
    record Cause(Violation main, List<Violation> also) {
        private boolean crashed() {
            return isOops(main) || also.stream().anyMatch(Causes::isOops);
        }
    }

    /**
     * All causes that one rule tells.
     *
     * @param more violations of the rule that were not kept
     */
    record Section(Rule rule, List<Cause> causes, long more) {}

    /** {@return the sections, those that a kernel developer needs first in front} */
    static List<Section> of(List<Verdict> verdicts) {
        Map<String, List<Cause>> byRule = new LinkedHashMap<>();
        for (Cause cause : causes(verdicts)) {
            byRule.computeIfAbsent(cause.main.rule().id(), id -> new ArrayList<>())
                    .add(cause);
        }
        List<Section> sections = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            List<Cause> causes = byRule.getOrDefault(verdict.rule().id(), List.of());
            if (!causes.isEmpty()) {
                causes.sort(Comparator.comparing((Cause cause) -> !cause.crashed())
                        .thenComparing(cause -> cause.main.at().getSeq()));
                sections.add(new Section(verdict.rule(), causes, verdict.more()));
            }
        }
        Function<Section, Violation> first = section -> section.causes.get(0).main;
        sections.sort(
                Comparator.comparing((Section section) -> first.apply(section).severity())
                        .thenComparing(section -> !section.causes.get(0).crashed())
                        .thenComparing(section -> isSymptom(first.apply(section)))
                        .thenComparing(section -> first.apply(section).at().getSeq())
                        .thenComparing(section -> section.rule.id()));
        return sections;
    }

    private static List<Cause> causes(List<Verdict> verdicts) {
        List<Violation> all = verdicts.stream()
                .flatMap(verdict -> verdict.violations().stream())
                .toList();
        Map<String, Violation> oopses = new LinkedHashMap<>();
        all.stream().filter(Causes::isOops).forEach(oops -> oopses.put(key(oops), oops));
        Map<String, List<Violation>> groups = new LinkedHashMap<>();
        for (Violation violation : all) {
            if (!oopses.containsKey(key(violation))) {
                groups.computeIfAbsent(sameMoment(violation, groups).orElse(key(violation)), key -> new ArrayList<>())
                        .add(violation);
            }
        }
        Map<String, String> causedBy = new LinkedHashMap<>();
        oopses.forEach((key, oops) -> causedBy.put(key, ledTo(oops, groups).orElse(key)));
        for (Violation violation : all) {
            String cause = causedBy.get(key(violation));
            if (cause != null) {
                groups.computeIfAbsent(cause, key -> new ArrayList<>()).add(violation);
            }
        }
        List<Cause> causes = new ArrayList<>();
        for (List<Violation> group : groups.values()) {
            group.sort(TELLING);
            causes.add(new Cause(group.get(0), group.subList(1, group.size())));
        }
        return causes;
    }

    private static boolean isOops(Violation violation) {
        return violation.at() instanceof ProbeEvent.KernelOops;
    }

    private static Optional<String> sameMoment(Violation violation, Map<String, List<Violation>> groups) {
        ProbeEvent at = violation.at();
        if (groups.containsKey(key(violation)) || !(at instanceof ProbeEvent.OfDevice device)) {
            return Optional.empty();
        }
        for (Map.Entry<String, List<Violation>> group : groups.entrySet()) {
            ProbeEvent other = group.getValue().get(0).at();
            boolean otherRule = group.getValue().stream()
                    .noneMatch(
                            known -> known.rule().id().equals(violation.rule().id()));
            boolean same = otherRule
                    && other instanceof ProbeEvent.OfDevice known
                    && known.dev().equals(device.dev())
                    && at.getTask().isKnown()
                    && other.getTask().equals(at.getTask())
                    && Math.abs(other.getTime() - at.getTime()) <= MOMENT_NS;
            if (same) {
                return Optional.of(group.getKey());
            }
        }
        return Optional.empty();
    }

    private static String key(Violation violation) {
        Origin origin = violation.at().at().origin();
        return origin.line() > 0
                ? origin.file() + ":" + origin.line()
                : "#" + violation.at().getSeq();
    }

    /** The last violation completed by the task that faulted, in a call that it faulted in. */
    private static Optional<String> ledTo(Violation oops, Map<String, List<Violation>> groups) {
        ProbeEvent.KernelOops fault = (ProbeEvent.KernelOops) oops.at();
        List<String> calls = new ArrayList<>(List.of(fault.callTrace().split(" ")));
        calls.add(fault.function());
        return groups.entrySet().stream()
                .filter(entry -> {
                    ProbeEvent at = entry.getValue().get(0).at();
                    return at.getTask().isKnown()
                            && at.getTask().equals(fault.getTask())
                            && at.getSeq() <= fault.getSeq()
                            && isIn(calls, EventText.function(at));
                })
                .max(Comparator.comparing(entry -> entry.getValue().get(0).at().getSeq()))
                .map(Map.Entry::getKey);
    }

    /** A driver's callback has the driver's name in front: {@code ops->of_xlate} is {@code rk_iommu_of_xlate}. */
    private static boolean isIn(List<String> calls, String function) {
        return function.startsWith(CALLBACK)
                ? calls.stream().anyMatch(call -> call.endsWith("_" + function.substring(CALLBACK.length())))
                : calls.contains(function);
    }

    private static boolean isSymptom(Violation violation) {
        return violation.rule().catalog().isEmpty();
    }

    private static long tasks(Violation violation) {
        return violation.evidence().stream()
                .map(item -> item.event().getTask())
                .distinct()
                .count();
    }
}
