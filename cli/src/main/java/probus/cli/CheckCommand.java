// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import probus.engine.catalog.Severity;
import probus.facts.KernelProfile;

/** {@code probus check}: makes sense of its options and runs it. */
final class CheckCommand {
    private final Session session;
    private final CheckArguments arguments;

    CheckCommand(CheckArguments arguments, Session session) {
        this.arguments = arguments;
        this.session = session;
    }

    /**
     * {@return the exit code}
     *
     * @throws UsageException if the options make no sense
     */
    int run() {
        session.timing("options parsed");
        RuleFiles catalogue = new RuleFiles();
        CheckPlan plan = plan(catalogue);
        try (Answers answers = Answers.open(layout(), session)) {
            return new CheckRun(plan, catalogue, answers, session).run();
        }
    }

    private CheckPlan plan(RuleFiles catalogue) {
        Optional<String> kernel = arguments.value(CheckOption.KERNEL);
        kernel.ifPresent(CheckCommand::refuseUnknown);
        return new CheckPlan(
                arguments.files(),
                arguments.has(CheckOption.ONE_BOOT),
                kernel,
                selection(catalogue),
                arguments.value(CheckOption.DEVICE),
                Severity.of(oneOf(CheckOption.FAIL_ON, "error", "warning", "note")),
                arguments.has(CheckOption.STRICT),
                new CheckPlan.Limits(
                        number(CheckOption.MAX_LINE, 1 << 16),
                        number(CheckOption.MAX_VIOLATIONS, 100),
                        number(CheckOption.MAX_HISTORY, 1_000_000)));
    }

    private CheckPlan.Layout layout() {
        return new CheckPlan.Layout(
                oneOf(CheckOption.FORMAT, "text", "json"),
                arguments.value(CheckOption.OUTPUT),
                oneOf(CheckOption.COLOR, "auto", "always", "never"),
                number(CheckOption.WIDTH, 0),
                arguments.has(CheckOption.VERBOSE),
                arguments.has(CheckOption.ALL));
    }

    /** The ids of all rules that are asked for; empty for all there are. */
    private Set<String> selection(RuleFiles catalogue) {
        Set<String> wanted = new LinkedHashSet<>();
        List<String> rules = arguments.all(CheckOption.RULE);
        List<String> ignored = arguments.all(CheckOption.IGNORE);
        rules.forEach(word -> wanted.addAll(named(word, catalogue)));
        if (!ignored.isEmpty()) {
            if (rules.isEmpty()) {
                wanted.addAll(catalogue.ids());
            }
            ignored.forEach(word -> wanted.removeAll(named(word, catalogue)));
            if (wanted.isEmpty()) {
                throw new UsageException("--ignore leaves no rule to check");
            }
        }
        return wanted;
    }

    private static Set<String> named(String word, RuleFiles catalogue) {
        Set<String> found = catalogue.named(word);
        if (found.isEmpty()) {
            throw new UsageException(
                    "there is no rule '" + word + "'", catalogue.nearest(word), "'probus rule list' shows all");
        }
        return found;
    }

    private static void refuseUnknown(String kernel) {
        if (KernelProfile.of(kernel).isPresent()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (KernelProfile profile : KernelProfile.values()) {
            names.add(profile.id());
            names.add(profile.version());
        }
        if (kernel.matches("v?\\d+\\.\\d+.*")) {
            throw new UsageException("kernel " + kernel + " is older than " + KernelProfile.P510.version()
                    + ", the oldest that there is a profile for");
        }
        throw new UsageException(
                "'" + kernel + "' is no kernel version and no profile",
                Nearest.of(kernel, names),
                "versions are as 6.1.192 or 6.1-rc1, profiles are " + String.join(", ", names));
    }

    /** The first word is what holds when nothing is said. */
    private String oneOf(CheckOption option, String... words) {
        String word = arguments.value(option).orElse(words[0]);
        if (!List.of(words).contains(word)) {
            throw new UsageException(
                    option.spelled() + " cannot be '" + word + "'",
                    Nearest.of(word, List.of(words)),
                    "it can be " + String.join(", ", words));
        }
        return word;
    }

    private int number(CheckOption option, int otherwise) {
        String word = arguments.value(option).orElse("");
        if (word.isEmpty() && !arguments.has(option)) {
            return otherwise;
        }
        if (!word.matches("0*[1-9]\\d{0,8}")) {
            throw new UsageException(option.spelled() + " needs a number from 1 to 999999999, not '" + word + "'");
        }
        return Integer.parseInt(word);
    }
}
