// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kie.api.runtime.rule.Match;
import probus.engine.catalog.Rule;
import probus.engine.catalog.Severity;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Task;
import probus.facts.state.KernelState;
import probus.facts.state.PastEvent;

/** Makes a violation of a match: which events are evidence, what else happened meanwhile, which lines show it. */
final class ViolationBuilder {
    private static final int CONTEXT = 40;

    /** How much of what led to it is told. */
    private static final int LEAD = 8;

    /** Where one task did it all, what others did to the device before tells how it came to that. */
    private static final int LEAD_OF_ONE = 30;

    private final Rule rule;
    private final Match match;
    private final Recorded recorded;
    private final RecentEvents recent;
    private final KernelState state;

    ViolationBuilder(Rule rule, Match match, Recorded recorded, RecentEvents recent, KernelState state) {
        this.rule = rule;
        this.match = match;
        this.recorded = recorded;
        this.recent = recent;
        this.state = state;
    }

    Violation build(Severity severity) {
        Map<String, Object> bindings = new LinkedHashMap<>();
        for (String id : match.getDeclarationIds()) {
            bindings.put(id.startsWith("$") ? id.substring(1) : id, match.getDeclarationValue(id));
        }
        List<Evidence> evidence = evidence();
        ProbeEvent at = evidence.get(evidence.size() - 1).event();
        return new Violation(
                rule,
                severity,
                Message.fill(rule.message(), bindings),
                evidence,
                at,
                context(evidence),
                calls(evidence),
                slice(evidence));
    }

    /** {@return whether {@code device} is in the evidence} */
    static boolean concerns(Violation violation, String device) {
        return violation.evidence().stream()
                .anyMatch(item -> devices(item.event()).contains(device));
    }

    private List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>();
        Collection<String> ids = match.getDeclarationIds();
        rule.phrases().forEach((binding, phrase) -> {
            Object value = ids.contains(binding) ? match.getDeclarationValue(binding) : PastEvent.NONE;
            if (value instanceof PastEvent past && past.isSeen()) {
                evidence.add(new Evidence(past.getEvent(), phrase));
            } else if (value instanceof ProbeEvent event) {
                evidence.add(new Evidence(event, phrase));
            }
        });
        if (evidence.isEmpty()) {
            // No phrase applies: what matched is all there is to show.
            match.getObjects().stream()
                    .filter(ProbeEvent.class::isInstance)
                    .forEach(event -> evidence.add(new Evidence((ProbeEvent) event, "")));
        }
        evidence.sort(Comparator.comparingLong(item -> item.event().getSeq()));
        return evidence;
    }

    /** What came between, and what led to it: an allocation is not evidence of its second free, but tells the story. */
    private List<ProbeEvent> context(List<Evidence> evidence) {
        Set<Task> tasks = new HashSet<>();
        Set<String> devices = new HashSet<>();
        Set<Long> known = new HashSet<>();
        for (Evidence item : evidence) {
            tasks.add(item.event().getTask());
            devices.addAll(devices(item.event()));
            known.add(item.event().getSeq());
        }
        long first = evidence.get(0).event().getSeq();
        boolean alone = tasks.size() == 1;
        List<ProbeEvent> context = recent.between(
                0,
                first,
                alone ? LEAD_OF_ONE : LEAD,
                event -> (alone || tasks.contains(event.getTask())) && isAbout(event, devices));
        context.addAll(recent.between(
                first,
                Long.MAX_VALUE,
                CONTEXT,
                event -> !known.contains(event.getSeq())
                        && tasks.contains(event.getTask())
                        && (devices.isEmpty() || isAbout(event, devices))));
        return context;
    }

    private Map<Task, List<ProbeEvent>> calls(List<Evidence> evidence) {
        Map<Task, List<ProbeEvent>> calls = new LinkedHashMap<>();
        for (Evidence item : evidence) {
            Task task = item.event().getTask();
            if (!state.calls(task).isEmpty()) {
                calls.put(task, state.calls(task));
            }
        }
        return calls;
    }

    private List<Origin> slice(List<Evidence> evidence) {
        Set<Origin> lines = new LinkedHashSet<>();
        evidence.forEach(item -> addLines(item.event().at().origin(), lines));
        for (Rule.Need need : rule.provenWith()) {
            recorded.first(need).ifPresent(event -> addLines(event.at().origin(), lines));
        }
        List<Origin> slice = new ArrayList<>(lines);
        slice.sort(Comparator.comparingLong(Origin::line));
        return slice;
    }

    private static void addLines(Origin origin, Set<Origin> lines) {
        if (origin.line() > 0) {
            lines.add(new Origin(origin.file(), origin.line(), origin.text()));
        }
        origin.also().forEach(other -> addLines(other, lines));
    }

    /** Asked of thousands of events for each violation. */
    private static boolean isAbout(ProbeEvent event, Set<String> devices) {
        return (event instanceof ProbeEvent.OfDevice of && devices.contains(of.dev()))
                || (event instanceof ProbeEvent.OfIommu by && devices.contains(by.iommu()));
    }

    private static Set<String> devices(ProbeEvent event) {
        Set<String> devices = new HashSet<>();
        if (event instanceof ProbeEvent.OfDevice of) {
            devices.add(of.dev());
        }
        if (event instanceof ProbeEvent.OfIommu of) {
            devices.add(of.iommu());
        }
        devices.remove(ProbeEvent.UNKNOWN);
        return devices;
    }
}
