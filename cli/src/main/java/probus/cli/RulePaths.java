// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import picocli.CommandLine.Parameters;

/** The words that say which rules a command about rules looks at. */
final class RulePaths {
    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Folders of rules, rule files, or ids of bundled rules. None: all bundled rules.")
    private List<String> words = List.of();

    List<String> words() {
        return words;
    }

    /**
     * {@return the rules as they are now}
     *
     * @throws UsageException if a word names nothing
     */
    RuleTargets targets(RuleFiles catalogue) {
        return RuleTargets.of(words, catalogue);
    }
}
