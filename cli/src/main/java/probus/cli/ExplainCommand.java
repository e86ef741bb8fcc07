// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;

/** {@code probus explain}: the page of a rule, an event or a kernel profile. */
@Command(
        name = "explain",
        description = "What a rule, an event, a kernel profile or a format of traces means.",
        synopsisHeading = "Usage: ")
final class ExplainCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "NAME",
            description = "A rule (dev-iommu-freed-once), a catalogue id (DI-1), an event (DevIommuFree), a profile"
                    + " (P61Y, 6.1.192) or a format (trace.dat); with --why-not a trace.")
    private String name;

    @Option(
            names = "--why-not",
            paramLabel = "RULE",
            description = "NAME is a trace: how far the rule got in it, and what stood in its way.")
    private String rule = "";

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            description = "With --why-not: the kernel that was recorded. Default: what the trace says.")
    private String kernel = "";

    @Option(names = "--rules", paramLabel = "DIR", description = "Also the rules of this folder. May be repeated.")
    private List<String> directories = List.of();

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RuleFiles catalogue = RuleFiles.with(directories);
        if (!rule.isEmpty()) {
            return new WhyNotReport(catalogue, session).write(rule, name, kernel);
        }
        Explanation page = new Explanation(session, catalogue);
        Set<String> rules = catalogue.named(name);
        Optional<EventCatalog.EventKind> event = EventCatalog.find(name);
        Optional<KernelProfile.Choice> profile = KernelProfile.of(name);
        if (!rules.isEmpty()) {
            page.rules(rules);
        } else if (event.isPresent()) {
            page.event(event.get());
        } else if (profile.isPresent()) {
            page.profile(profile.get());
        } else if (FormatPages.of(name).isPresent()) {
            session.out().writer().print(FormatPages.of(name).get());
        } else {
            throw new UsageException(
                    "there is no rule, event, profile or format '" + name + "'",
                    nearest(catalogue),
                    "'probus rule list' shows the rules");
        }
        return Loading.allFine(catalogue, session) ? Exit.OK : Exit.UNREADABLE;
    }

    private Optional<String> nearest(RuleFiles catalogue) {
        List<String> names = new ArrayList<>(catalogue.ids());
        EventCatalog.all().forEach(kind -> names.add(kind.name()));
        for (KernelProfile profile : KernelProfile.values()) {
            names.add(profile.id());
        }
        names.addAll(FormatPages.names());
        return Nearest.of(name, names).or(() -> catalogue.nearest(name));
    }
}
