// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import picocli.CommandLine.Option;
import probus.engine.RuleBase;

/** The options that say by which rules a command that watches or searches judges. */
final class RuleOptions {
    @Option(names = "--rule", paramLabel = "ID", description = "Only this rule. May be repeated.")
    private List<String> wanted = new ArrayList<>();

    @Option(names = "--ignore", paramLabel = "ID", description = "Not this rule. May be repeated.")
    private List<String> ignored = new ArrayList<>();

    @Option(names = "--rules", paramLabel = "DIR", description = "Also the rules of this folder. May be repeated.")
    private List<String> directories = new ArrayList<>();

    @Option(
            names = "--untrusted-rules",
            description = "Of --rules, only declarative rules, under limits of time and memory.")
    private boolean untrusted;

    /**
     * {@return the bundled rules and the user's own}
     *
     * @throws UsageException if a folder holds no rules
     */
    RuleFiles catalogue() {
        RuleFiles catalogue = RuleFiles.with(directories);
        catalogue.trust(!untrusted);
        return catalogue;
    }

    /**
     * {@return the rules that are wanted; none for all}
     *
     * @throws UsageException if there is no such rule
     */
    Set<String> ids(RuleFiles catalogue) {
        return Choice.rules(wanted, ignored, catalogue);
    }

    /** {@return whether nothing is wrong with the user's own rules} Else says what, before anything else is done; the others are used. */
    boolean areFine(Future<RuleBase> loaded, RuleFiles catalogue, Session session) {
        if (directories.isEmpty()) {
            return true;
        }
        Loading.get(loaded);
        return Loading.allFine(catalogue, session);
    }

    /** {@return the options that bring the user's own rules, as they would be typed} */
    String words() {
        StringBuilder words = new StringBuilder();
        directories.forEach(folder -> words.append(" --rules ").append(folder));
        return words.append(untrusted ? " --untrusted-rules" : "").toString();
    }
}
