// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import java.util.Optional;
import probus.engine.catalog.Severity;

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
        RuleFiles catalogue = RuleFiles.with(arguments.all(CheckOption.RULES));
        catalogue.trust(!arguments.has(CheckOption.UNTRUSTED));
        CheckPlan plan = plan(catalogue);
        if (arguments.has(CheckOption.EXPLAIN_INPUT)) {
            return new InputExplanation(plan, catalogue, session).run();
        }
        try (Answers answers = Answers.open(layout(), session)) {
            return new CheckRun(plan, catalogue, answers, session).run();
        }
    }

    private CheckPlan plan(RuleFiles catalogue) {
        Optional<String> kernel = arguments.value(CheckOption.KERNEL);
        kernel.ifPresent(Choice::kernel);
        return new CheckPlan(
                arguments.files(),
                arguments.has(CheckOption.ONE_BOOT),
                kernel,
                Choice.rules(arguments.all(CheckOption.RULE), arguments.all(CheckOption.IGNORE), catalogue),
                arguments.value(CheckOption.DEVICE),
                Severity.of(oneOf(CheckOption.FAIL_ON, "error", "warning", "note")),
                arguments.has(CheckOption.STRICT),
                SymbolFile.read(arguments.value(CheckOption.SYMBOLS)),
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

    /** The first word is what holds when nothing is said. */
    private String oneOf(CheckOption option, String... words) {
        return Choice.oneOf(option.spelled(), arguments.value(option).orElse(words[0]), List.of(words));
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
