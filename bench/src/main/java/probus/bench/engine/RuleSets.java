// SPDX-License-Identifier: Apache-2.0
package probus.bench.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import probus.engine.RuleBase;
import probus.engine.catalog.Rule;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.facts.EventCatalog;
import probus.facts.EventCatalog.EventKind;
import probus.facts.ProbeEvent;

/** Sets of rules of several sizes. */
public final class RuleSets {
    private RuleSets() {}

    /** {@return all step rules that come with Probus} */
    public static RuleBase bundled() {
        Set<String> steps = packages(RuleBase.bundled(), Integer.MAX_VALUE);
        return RuleBase.bundled(steps::contains);
    }

    /** {@return so many step rules, evenly chosen from those that come with Probus} */
    public static RuleBase some(int count) {
        Set<String> steps = packages(RuleBase.bundled(), count);
        return RuleBase.bundled(steps::contains);
    }

    /** {@return all step rules that come with Probus and others, as templates make them, up to {@code count} rules} */
    public static RuleBase many(int count) {
        RuleBase bundled = bundled();
        List<EventKind> kinds = EventCatalog.all();
        StringBuilder text = new StringBuilder("package rules.made\n");
        for (EventKind kind : kinds) {
            text.append("import probus.facts.ProbeEvent.").append(kind.name()).append('\n');
        }
        int missing = count - bundled.rules().size();
        for (int i = 0; i < missing; i++) {
            text.append(rule(kinds.get(i % kinds.size()), i));
        }
        List<RuleException> problems = new ArrayList<>();
        RuleBase made = RuleBase.compile(List.of(new RuleSource("made.drl", text.toString())), problems);
        if (!problems.isEmpty() || made.rules().size() != missing) {
            throw new IllegalStateException(made.rules().size() + " rules: " + problems);
        }
        return bundled.with(made);
    }

    /** One in four asks for a time, the others name a device, an IOMMU or a CPU, and then ask for the state. */
    private static String rule(EventKind kind, int number) {
        String state = ProbeEvent.OfDevice.class.isAssignableFrom(kind.type())
                ? "before.device.released.seen == true"
                : "before.task.call.seen == true";
        String place = "cpu == " + (64 + number);
        if (number % 4 == 0) {
            place = "time < " + (number + 1);
        } else if (ProbeEvent.OfDevice.class.isAssignableFrom(kind.type())) {
            place = "dev == \"" + Integer.toHexString(0xfe000000 + number * 0x1000) + ".device\"";
        } else if (ProbeEvent.OfIommu.class.isAssignableFrom(kind.type())) {
            place = "iommu == \"" + Integer.toHexString(0xfe000000 + number * 0x1000) + ".iommu\"";
        }
        return """
                rule "made-%1$d"
                    @title("made")
                    @severity("error")
                    @needs("%2$s")
                    @message("made")
                    @evidence_event("here")
                when
                    $event : %2$s( %3$s, %4$s )
                then
                end
                """.formatted(number, kind.name(), place, state);
    }

    private static Set<String> packages(RuleBase all, int count) {
        List<String> steps = all.rules().stream()
                .filter(rule -> rule.style() == Rule.Style.STEP)
                .map(Rule::id)
                .map(id -> id.replace('-', '_'))
                .toList();
        Set<String> chosen = new HashSet<>();
        int wanted = Math.min(count, steps.size());
        for (int i = 0; i < wanted; i++) {
            chosen.add(steps.get(i * steps.size() / wanted));
        }
        Set<String> packages = new HashSet<>();
        RuleBase.bundled(name -> {
            if (chosen.contains(name.substring(name.lastIndexOf('.') + 1))) {
                packages.add(name);
            }
            return false;
        });
        return packages;
    }
}
