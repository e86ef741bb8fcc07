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
import probus.facts.state.PastEvent;

/** Makes a violation of a match: which events are evidence, what else happened meanwhile, which lines show it. */
final class ViolationBuilder {
    private static final int CONTEXT = 40;

    /** Where one task did it all, what others did to the device before tells how it came to that. */
    private static final int LEAD = 30;

    private final Rule rule;
    private final Match match;
    private final Recorded recorded;
    private final RecentEvents recent;

    ViolationBuilder(Rule rule, Match match, Recorded recorded, RecentEvents recent) {
        this.rule = rule;
        this.match = match;
        this.recorded = recorded;
        this.recent = recent;
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

    private List<ProbeEvent> context(List<Evidence> evidence) {
        Set<Task> tasks = new HashSet<>();
        Set<String> devices = new HashSet<>();
        Set<Long> known = new HashSet<>();
        for (Evidence item : evidence) {
            tasks.add(item.event().getTask());
            devices.addAll(devices(item.event()));
            known.add(item.event().getSeq());
        }
        boolean alone = tasks.size() == 1 && !devices.isEmpty();
        return recent.since(
                alone ? 0 : evidence.get(0).event().getSeq(),
                alone ? LEAD : CONTEXT,
                event -> !known.contains(event.getSeq())
                        && (alone || tasks.contains(event.getTask()))
                        && (devices.isEmpty() || devices(event).stream().anyMatch(devices::contains)));
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
