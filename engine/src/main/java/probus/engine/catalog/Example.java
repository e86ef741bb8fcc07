// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.facts.KernelProfile;

/**
 * A small trace beside a rule, with what is to be said of it written inside: a head of {@code # word: text} lines, and
 * {@code # violates: rule-id} behind each line at which a report must point.
 *
 * @param name the file's name, {@code holds-*.trace} or {@code violates-*.trace}
 * @param question what the example asks
 * @param kernel the kernel it is about; empty where the text itself says it
 * @param source where it is from: {@code recorded, <run>} or {@code hand-written}
 * @param userSpace whether the boot is known to have gone on to user space
 * @param expected ids of the rules that it violates, all of them
 * @param exercised how many times it exercises the rule beside it; empty where that is not the point
 * @param marks the lines at which reports must point
 * @param listing the file as it is
 * @param text the text to read: what is for us is blank, lines keep their numbers
 */
public record Example(
        String name,
        String question,
        Optional<KernelProfile> kernel,
        String source,
        boolean userSpace,
        Set<String> expected,
        OptionalLong exercised,
        List<Mark> marks,
        String listing,
        String text) {
    private static final Pattern HEAD =
            Pattern.compile("# (question|kernel|profile|source|boot|expect|exercised): +(.*?) *");
    private static final Pattern MARK = Pattern.compile("^(.*?)\\s*# (violates|misses): ([\\w-]+(?: [\\w-]+)*)\\s*$");

    /**
     * A line at which a rule must report.
     *
     * @param missed whether it does not yet, which is known
     */
    public record Mark(String rule, int line, boolean missed) {}

    /** {@return whether the rule beside it holds in it} */
    public boolean holds() {
        return name.startsWith("holds-");
    }

    /** {@return the lines at which {@code rule} must report} */
    public List<Integer> linesOf(String rule) {
        return marks.stream()
                .filter(mark -> mark.rule.equals(rule) && !mark.missed)
                .map(Mark::line)
                .toList();
    }

    /**
     * {@return the example in a file}
     *
     * @throws RuleException if the head lacks a word or says what it cannot say
     */
    public static Example parse(String name, String file) {
        Map<String, String> head = new LinkedHashMap<>();
        List<Mark> marks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String[] lines = file.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher word = HEAD.matcher(lines[i]);
            Matcher mark = MARK.matcher(lines[i]);
            if (word.matches() && text.toString().isBlank()) {
                head.put(word.group(1), word.group(2));
            } else if (mark.matches()) {
                for (String rule : mark.group(3).split(" ", -1)) {
                    marks.add(new Mark(rule, i + 1, mark.group(2).equals("misses")));
                }
                text.append(mark.group(1));
            } else {
                text.append(lines[i]);
            }
            text.append('\n');
        }
        return new Head(name, head).example(marks, file.stripTrailing() + "\n", text.toString());
    }

    /** What the lines at the top say. */
    private record Head(String name, Map<String, String> words) {
        Example example(List<Mark> marks, String listing, String text) {
            Example example = new Example(
                    name,
                    required("question"),
                    Optional.ofNullable(words.getOrDefault("kernel", words.get("profile")))
                            .map(this::kernel),
                    required("source"),
                    boot(),
                    expected(),
                    exercised(),
                    List.copyOf(marks),
                    listing,
                    text);
            for (Mark mark : marks) {
                if (!mark.missed() && !example.expected().contains(mark.rule())) {
                    throw problem(
                            "line " + mark.line() + " violates " + mark.rule() + ", which the head does not expect");
                }
            }
            return example;
        }

        private String required(String word) {
            if (!words.containsKey(word)) {
                throw problem("has no line \"# " + word + ": ...\" at its top");
            }
            return words.get(word);
        }

        private KernelProfile kernel(String word) {
            return KernelProfile.of(word)
                    .orElseThrow(() -> problem("\"" + word + "\" is no kernel version or profile"))
                    .profile();
        }

        private boolean boot() {
            String boot = words.getOrDefault("boot", "");
            if (!boot.isEmpty() && !boot.equals("reached user space")) {
                throw problem("\"# boot:\" can only say \"reached user space\"");
            }
            return !boot.isEmpty();
        }

        private Set<String> expected() {
            Set<String> expected =
                    new LinkedHashSet<>(Arrays.asList(required("expect").split(" +", -1)));
            expected.remove("none");
            return expected;
        }

        private OptionalLong exercised() {
            try {
                String count = words.get("exercised");
                return count == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(count));
            } catch (NumberFormatException e) {
                throw problem("\"# exercised:\" is no number");
            }
        }

        private RuleException problem(String text) {
            return new RuleException(name, 0, text);
        }
    }
}
