// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import probus.engine.Verdict.Kind;
import probus.engine.catalog.Rule;
import probus.engine.catalog.Rule.Need;
import probus.engine.catalog.Severity;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;

/** Says what is true of a rule once a boot has ended. */
final class Judge {
    private final Optional<KernelProfile> profile;
    private final Recorded recorded;
    private final Gaps gaps;
    private final boolean settled;
    private final boolean crashed;
    private final Predicate<String> overflown;

    Judge(
            Optional<KernelProfile> profile,
            Recorded recorded,
            Gaps gaps,
            boolean settled,
            boolean crashed,
            Predicate<String> overflown) {
        this.profile = profile;
        this.recorded = recorded;
        this.gaps = gaps;
        this.settled = settled;
        this.crashed = crashed;
        this.overflown = overflown;
    }

    Verdict verdict(Tally tally) {
        Rule rule = tally.compiled.rule();
        Optional<Severity> severity =
                profile.isPresent() ? rule.severityOn(profile.get()) : Optional.of(rule.severity());
        if (severity.isEmpty()) {
            return new Verdict(rule, Kind.NOT_EXERCISED, rule.severity(), 0, offReason(rule), List.of(), 0);
        }
        boolean concerned = tally.checks > 0
                || !tally.stopped.isEmpty()
                || !tally.violations.isEmpty()
                || rule.needs().stream().anyMatch(recorded::seen);
        Kind kind;
        String why = "";
        if (!concerned) {
            kind = Kind.NOT_EXERCISED;
            why = "nothing in the input concerns it";
        } else if (rule.hasRange() && profile.isEmpty()) {
            kind = Kind.UNDECIDED;
            why = "kernel version not known; give --kernel" + violationsElsewhere(tally);
        } else if (profile.filter(rule.undecidedOn()::contains).isPresent()) {
            kind = Kind.UNDECIDED;
            why = "a trace of " + profile.get() + " cannot decide it: "
                    + profile.get().description();
        } else if (!tally.violations.isEmpty()) {
            kind = Kind.VIOLATED;
        } else {
            why = obstacle(tally);
            boolean exercised = tally.checks > 0;
            kind = !why.isEmpty() ? Kind.UNDECIDED : exercised ? Kind.HOLDS : Kind.NOT_EXERCISED;
            if (kind == Kind.NOT_EXERCISED) {
                why = "nothing in the input exercises it";
            }
        }
        boolean violated = kind == Kind.VIOLATED;
        return new Verdict(
                rule,
                kind,
                severity.get(),
                tally.checks,
                why,
                violated ? List.copyOf(tally.violations) : List.of(),
                violated ? tally.violationCount - tally.violations.size() : 0);
    }

    /** {@return why a rule without a violation cannot be said to hold, {@code ""} if nothing stands against it} */
    private String obstacle(Tally tally) {
        if (!tally.stopped.isEmpty()) {
            return tally.stopped;
        }
        Rule rule = tally.compiled.rule();
        List<Need> missing =
                rule.needs().stream().filter(need -> !recorded.recorded(need)).toList();
        if (!missing.isEmpty()) {
            return "needs " + names(missing) + ", which the input does not record";
        }
        if (overflown.test(rule.id())) {
            // Not fired, so not counted either.
            return "too many events to look back at; raise the limit";
        }
        if (tally.checks == 0) {
            return "";
        }
        for (Need need : rule.needs()) {
            Optional<ProbeEvent> unknown = recorded.unknown(need);
            if (unknown.isPresent()) {
                String what = need.field().isEmpty() ? "which device or IOMMU " + need + " is about" : need.toString();
                return what + " is not known" + at(unknown.get());
            }
        }
        if (tally.undecidedAt.isPresent()) {
            return "what decides it is not recorded" + at(tally.undecidedAt.get());
        }
        if (!tally.unproven.isEmpty()) {
            return "would be violated, but " + names(rule.provenWith()) + " is not recorded, which would prove it";
        }
        if (rule.needs().stream().anyMatch(need -> gaps.concern(need.kind()))) {
            return gaps.describe();
        }
        if (!settled && endsOnly(tally.compiled)) {
            return "the input ends before the boot is known to have reached user space";
        }
        return crashed ? "the kernel crashed: what other tasks did until it stopped is not recorded" : "";
    }

    private static boolean endsOnly(CompiledRule compiled) {
        return compiled.kinds().contains(ProbeEvent.DeviceAtEnd.class)
                || compiled.kinds().contains(ProbeEvent.EndOfTrace.class);
    }

    private String offReason(Rule rule) {
        return "applies to " + rule.range() + ", this kernel is "
                + profile.map(KernelProfile::id).orElse("");
    }

    private static String violationsElsewhere(Tally tally) {
        long count = tally.violationCount;
        return count == 0 ? "" : " (" + count + (count == 1 ? " violation" : " violations") + " if it applies)";
    }

    private static String names(List<Need> needs) {
        return String.join(
                ", ",
                needs.stream().map(need -> spelled(need.kind())).distinct().toList());
    }

    /** A family of events is not what one looks for in a trace; its members are. */
    private static String spelled(String kind) {
        return EventCatalog.find(kind).isPresent()
                ? kind
                : String.join(
                        " or ",
                        EventCatalog.members(kind).stream()
                                .map(Class::getSimpleName)
                                .toList());
    }

    private static String at(ProbeEvent event) {
        return event.at().origin().line() > 0 ? " (line " + event.at().origin().line() + ")" : "";
    }
}
