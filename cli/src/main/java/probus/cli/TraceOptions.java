// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import probus.engine.mutate.Subject;

/** The options that say by which traces rules are judged, and which rules. */
final class TraceOptions {
    @Parameters(
            paramLabel = "TRACE",
            arity = "0..*",
            description = "Traces or logs. None: the examples of the bundled rules.")
    private List<String> traces = List.of();

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            description = "The kernel that was recorded. Default: what a trace says.")
    private String kernel = "";

    @Option(names = "--rules", paramLabel = "DIR", description = "Also the rules of this folder. May be repeated.")
    private List<String> directories = List.of();

    /** {@return whether no trace was named} */
    boolean isNone() {
        return traces.isEmpty();
    }

    /**
     * {@return the kernel that beats what the traces say, "" for none}
     *
     * @throws UsageException if there is no such kernel
     */
    String kernel() {
        if (!kernel.isEmpty()) {
            Choice.kernel(kernel);
        }
        return kernel;
    }

    /**
     * {@return the bundled rules and the user's own}
     *
     * @throws UsageException if a folder holds no rules
     */
    RuleFiles catalogue() {
        return RuleFiles.with(directories);
    }

    /** {@return the boots in the traces; what cannot be read is said and left out} */
    List<Subject> subjects(Session session) {
        return Corpus.files(traces, kernel, session);
    }
}
