// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;

/** Which events the rules need, and which rules a recording can decide. */
final class RuleNeeds {
    private static final Pattern NEEDS = Pattern.compile("@(?:needs|proven_with)\\(\"([^\"]*)\"\\)");
    private static final Pattern UNDECIDED = Pattern.compile("@undecided_on\\(\"([^\"]*)\"\\)");
    private static final Pattern RANGE = Pattern.compile("@(since|until|outside)\\(\"([^\"]*)\"\\)");
    private static final int WIDTH = 100;

    /** Behind a kind of which a rule needs no more than who did it and when. */
    static final String WHO = ".at";

    private final RuleFiles catalogue = new RuleFiles();
    private final Optional<KernelProfile> kernel;

    /** Knows the rules that apply to a kernel, all where it is not known. */
    RuleNeeds(Optional<KernelProfile> kernel) {
        this.kernel = kernel;
    }

    /** {@return names of the kinds of events that rules need, to be violated or to hold} */
    Set<String> of(Set<String> rules) {
        Set<String> kinds = new TreeSet<>();
        rules.forEach(rule -> groups(rule).forEach(any -> any.forEach(kind -> kinds.add(bare(kind)))));
        return kinds;
    }

    /**
     * {@return lines that say which rules can be decided with these kinds of events, and what the others lack}
     *
     * @param recorded names of kinds; {@code IommuProbeBegin.at} for one of which only who and when is known
     */
    List<String> verdict(Set<String> chosen, Set<String> recorded) {
        List<String> decided = new ArrayList<>();
        Map<String, List<String>> lacking = new TreeMap<>();
        for (String rule : chosen.isEmpty() ? catalogue.ids() : chosen) {
            if (!applies(rule)) {
                continue;
            }
            Set<String> missing = new LinkedHashSet<>();
            for (Set<String> any : groups(rule)) {
                if (any.stream().noneMatch(kind -> recorded.contains(kind) || recorded.contains(bare(kind)))) {
                    missing.add(String.join(
                            " or ", any.stream().map(RuleNeeds::bare).toList()));
                }
            }
            if (missing.isEmpty()) {
                decided.add(rule);
            } else {
                lacking.computeIfAbsent(String.join(", ", missing), key -> new ArrayList<>())
                        .add(rule);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        String of = kernel.map(profile -> " of " + profile.version()).orElse("");
        lines.addAll(
                wrapped("decides " + decided.size() + (decided.size() == 1 ? " rule" : " rules") + of + ": ", decided));
        lacking.forEach((kinds, rules) -> lines.addAll(wrapped("needs " + kinds + " too: ", rules)));
        return lines;
    }

    /** {@return for each need of a rule the kinds of which one is enough} */
    private List<Set<String>> groups(String rule) {
        List<Set<String>> groups = new ArrayList<>();
        Matcher needs = NEEDS.matcher(catalogue.drl(rule));
        while (needs.find()) {
            for (String need : needs.group(1).split(" ", -1)) {
                Set<String> kinds = new TreeSet<>();
                String who = need.endsWith(WHO) ? WHO : "";
                EventCatalog.members(need.replaceAll("\\..*", ""))
                        .forEach(kind -> kinds.add(kind.getSimpleName() + who));
                groups.add(kinds);
            }
        }
        return groups;
    }

    private static String bare(String kind) {
        return kind.endsWith(WHO) ? kind.substring(0, kind.length() - WHO.length()) : kind;
    }

    /** {@return whether the rule says anything of this kernel} */
    private boolean applies(String rule) {
        if (kernel.isEmpty()) {
            return true;
        }
        KernelProfile here = kernel.get();
        String drl = catalogue.drl(rule);
        Matcher undecided = UNDECIDED.matcher(drl);
        if (undecided.find() && List.of(undecided.group(1).split(" ", -1)).contains(here.id())) {
            return false;
        }
        boolean inside = true;
        boolean off = true;
        Matcher range = RANGE.matcher(drl);
        while (range.find()) {
            switch (range.group(1)) {
                case "outside" -> off = range.group(2).equals("off");
                case "since" -> inside &= here.compareTo(KernelProfile.valueOf(range.group(2))) >= 0;
                default -> inside &= here.compareTo(KernelProfile.valueOf(range.group(2))) <= 0;
            }
        }
        return inside || !off;
    }

    private static List<String> wrapped(String head, List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" " + head);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) + (i + 1 < words.size() ? ", " : "");
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder("   ");
            }
            line.append(word);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
