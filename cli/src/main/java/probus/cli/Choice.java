// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import probus.facts.KernelProfile;

/** Names that somebody chose: each must exist, and one that does not gets the nearest that does. */
final class Choice {
    private Choice() {}

    /** {@return the ids of all rules that are asked for; empty for all there are} */
    static Set<String> rules(List<String> rules, List<String> ignored, RuleFiles catalogue) {
        Set<String> wanted = new LinkedHashSet<>();
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

    /** Refuses a word that is no kernel version and no profile. */
    static void kernel(String kernel) {
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

    /** {@return the word, if it is one of those that the option can be} */
    static String oneOf(String option, String word, List<String> words) {
        if (!words.contains(word)) {
            throw new UsageException(
                    option + " cannot be '" + word + "'",
                    Nearest.of(word, words),
                    "it can be " + String.join(", ", words));
        }
        return word;
    }
}
