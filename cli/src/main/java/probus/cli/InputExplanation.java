// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import probus.engine.catalog.Rule;
import probus.facts.KernelProfile;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.report.Words;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** {@code probus check --explain-input}: what an input was taken for, what it records, and which rules that decides. */
final class InputExplanation implements BootSink {
    private final CheckPlan plan;
    private final Session session;
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Set<Integer> tasks = new TreeSet<>();
    private final Set<String> nameless = new TreeSet<>();
    private final Set<String> fields = new TreeSet<>();
    private final RuleFiles catalogue;
    private List<Rule> rules = List.of();
    private boolean unreadable;

    InputExplanation(CheckPlan plan, RuleFiles catalogue, Session session) {
        this.plan = plan;
        this.catalogue = catalogue;
        this.session = session;
    }

    /** {@return the exit code} */
    int run() {
        rules = Loading.now(plan.rules(), catalogue).rules();
        BootReader reader = new BootReader(session.in(), plan.limits().line(), plan.symbols());
        if (plan.oneBoot()) {
            reader.readAsOne(plan.files(), this);
        } else {
            plan.files().forEach(file -> reader.read(file, this));
        }
        return unreadable || !Loading.allFine(catalogue, session) ? Exit.UNREADABLE : Exit.OK;
    }

    @Override
    public void beginBoot(String input, int boot) {
        kinds.clear();
        tasks.clear();
        nameless.clear();
        fields.clear();
    }

    @Override
    public void event(ProbeEvent event) {
        kinds.merge(event.getClass().getSimpleName(), 1, Integer::sum);
        boolean unknown = (event instanceof ProbeEvent.OfDevice of && of.dev().equals(ProbeEvent.UNKNOWN))
                || (event instanceof ProbeEvent.OfIommu iommu && iommu.iommu().equals(ProbeEvent.UNKNOWN));
        if (unknown) {
            nameless.add(event.getClass().getSimpleName());
        }
        boolean variable =
                (event instanceof ProbeEvent.XlateBegin xlate && xlate.dmaDev().equals(ObjectId.UNKNOWN))
                        || (event instanceof ProbeEvent.DomainAllocBegin alloc
                                && alloc.dmaDev().equals(ObjectId.UNKNOWN));
        if (variable) {
            fields.add(RuleNeeds.DMA_DEV);
        }
        if (event.getTask().isKnown() && tasks.size() < 10_000) {
            tasks.add(event.getTask().pid());
        }
    }

    @Override
    public void endBoot(BootSummary summary) {
        PrintWriter out = session.out().writer();
        String version = plan.kernel().or(summary::kernelVersion).orElse("");
        Optional<KernelProfile> profile = KernelProfile.of(version).map(KernelProfile.Choice::profile);
        out.println(Words.safe(summary.input()) + (summary.boot() > 1 ? ", boot " + summary.boot() : "") + ": "
                + (summary.format().isEmpty() ? "not recognised" : summary.format()));
        summary.error().ifPresent(error -> {
            unreadable = true;
            out.println("  error     " + Words.safe(error));
        });
        unreadable |= summary.format().isEmpty();
        out.println("  kernel    "
                + (version.isEmpty()
                        ? "not told; give --kernel"
                        : Words.safe(version)
                                + profile.map(found -> " -> " + found.id()).orElse("")));
        out.println("  lines     " + summary.lines() + ", of which " + summary.skippedLines() + " could not be read"
                + summary.firstSkipped().stream()
                        .findFirst()
                        .map(at -> ", the first is line " + at.line())
                        .orElse(""));
        out.println("  events    " + summary.events() + " by " + tasks.size() + " tasks, "
                + (summary.lostEvents() == 0 ? "none known to be lost" : summary.lostEvents() + " known to be lost"));
        out.println(
                "  boot      " + (summary.userSpace() ? "reached user space" : "not known to have reached user space")
                        + (summary.crashed() ? ", crashed" : ""));
        out.println("  armed     "
                + (summary.armed()
                        ? "told by the input or by files beside it"
                        : "not told: what was never hit is taken for not recorded"));
        summary.notes().forEach(note -> out.println("  note      " + Words.safe(note)));
        events(out, summary);
        new RuleNeeds(rules, profile)
                .verdict(recorded(summary), fields)
                .forEach(line -> out.println(line.isEmpty() ? "" : " " + line));
        out.println("  to record the rest: probus capture --kernel "
                + (version.isEmpty() ? "VERSION" : Words.safe(version)));
        out.println();
    }

    private Set<String> recorded(BootSummary summary) {
        Set<String> recorded = new TreeSet<>(kinds.keySet());
        recorded.addAll(summary.armed() ? summary.recordable() : Set.of());
        nameless.forEach(kind -> {
            recorded.remove(kind);
            recorded.add(kind + RuleNeeds.WHO);
        });
        return recorded;
    }

    private void events(PrintWriter out, BootSummary summary) {
        out.println("  recorded:");
        kinds.forEach((kind, count) -> out.printf("    %-22s %,8d%n", kind, count));
        if (!nameless.isEmpty()) {
            out.println("  without saying of which device: " + String.join(", ", nameless));
        }
        List<String> never = recorded(summary).stream()
                .filter(kind -> !kinds.containsKey(kind) && !kind.endsWith(RuleNeeds.WHO))
                .toList();
        if (!never.isEmpty()) {
            out.println("  armed and never hit: " + String.join(", ", never));
        }
    }
}
