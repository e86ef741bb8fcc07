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
import java.util.stream.Stream;
import probus.engine.catalog.Rule;
import probus.engine.catalog.Rule.Need;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;

/** Which events the rules need, and which rules a recording can decide. */
final class RuleNeeds {
    private static final int WIDTH = 100;

    /** Behind a kind of which a rule needs no more than who did it and when. */
    static final String WHO = ".at";

    /** Behind a kind of which the recording does not tell what rockchip's variable is. */
    static final String DMA_DEV = ".dmaDev";

    private final List<Rule> rules;
    private final Optional<KernelProfile> kernel;

    /** Knows the rules that apply to a kernel, all where it is not known. */
    RuleNeeds(List<Rule> rules, Optional<KernelProfile> kernel) {
        this.rules = rules;
        this.kernel = kernel;
    }

    /** {@return names of the kinds of events that the rules need, to be violated or to hold} */
    Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        rules.forEach(rule -> needs(rule).forEach(need -> kinds.addAll(names(need))));
        return kinds;
    }

    /**
     * {@return lines that say which rules can be decided with these kinds of events, and what the others lack}
     *
     * @param recorded names of kinds; {@code IommuProbeBegin.at} for one of which only who and when is known
     * @param fields fields that are not known, as {@link #DMA_DEV}
     */
    List<String> verdict(Set<String> recorded, Set<String> fields) {
        List<String> decided = new ArrayList<>();
        Map<String, List<String>> lacking = new TreeMap<>();
        for (Rule rule : rules) {
            if (!applies(rule)) {
                continue;
            }
            Set<String> missing = new LinkedHashSet<>();
            for (Need need : needs(rule)) {
                if (names(need).stream().noneMatch(kind -> isRecorded(kind, need, recorded))) {
                    missing.add(String.join(" or ", names(need)));
                } else if (fields.contains("." + need.field())) {
                    missing.add(need.toString());
                }
            }
            if (missing.isEmpty()) {
                decided.add(rule.id());
            } else {
                lacking.computeIfAbsent(String.join(", ", missing), key -> new ArrayList<>())
                        .add(rule.id());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        String of = kernel.map(profile -> " of " + profile.version()).orElse("");
        lines.addAll(
                wrapped("decides " + decided.size() + (decided.size() == 1 ? " rule" : " rules") + of + ": ", decided));
        lacking.forEach((kinds, without) -> lines.addAll(wrapped("needs " + kinds + " too: ", without)));
        return lines;
    }

    private static boolean isRecorded(String kind, Need need, Set<String> recorded) {
        return recorded.contains(kind) || (WHO.equals("." + need.field()) && recorded.contains(kind + WHO));
    }

    private static List<Need> needs(Rule rule) {
        return Stream.concat(rule.needs().stream(), rule.provenWith().stream()).toList();
    }

    /** {@return the kinds of which one is enough} */
    private static Set<String> names(Need need) {
        Set<String> kinds = new TreeSet<>();
        EventCatalog.members(need.kind()).forEach(kind -> kinds.add(kind.getSimpleName()));
        return kinds;
    }

    /** {@return whether a trace of this kernel can say anything of the rule} */
    private boolean applies(Rule rule) {
        return kernel.map(here ->
                        rule.severityOn(here).isPresent() && !rule.undecidedOn().contains(here))
                .orElse(true);
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
