// SPDX-License-Identifier: Apache-2.0
package probus.engine.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.drl.DrlException;
import probus.engine.drl.DrlParser;
import probus.engine.drl.FactTypes;
import probus.engine.drl.RuleText;
import probus.engine.drl.RuleText.Definition;
import probus.engine.drl.Shapes;

/**
 * Makes plain DRL of rule files with sentences.
 *
 * <pre>{@code
 * rule "iommu-listed-once"
 *     @title("An IOMMU is on iommu_device_list once")
 *     @severity("error")
 * when
 *     at most once: ListAdd until ListDel per iommu
 * then
 * end
 * }</pre>
 */
public final class Templates {
    private static final Pattern SENTENCE =
            Pattern.compile("(?m)^\\s*(?:when\\s+)?(?:" + String.join("|", Shapes.NAMES) + ")\\s*:");

    private Templates() {}

    /**
     * A file without sentences.
     *
     * @param text plain DRL
     * @param lines for each line of it, from 0, the line of the original that it was made of, from 1
     */
    public record Expanded(String text, List<Integer> lines) {
        /** {@return the original's line for one of the text, from 1; 0 where there is none} */
        public int original(int line) {
            return line < 1 || line > lines.size() ? 0 : lines.get(line - 1);
        }
    }

    /** {@return whether the file may have sentences} */
    public static boolean hasSentence(String text) {
        return SENTENCE.matcher(text).find();
    }

    /**
     * {@return the file with each sentence replaced by what it stands for; the same file if there is none}
     *
     * @throws RuleException if a sentence is wrong
     */
    public static RuleSource expand(RuleSource source) {
        if (!hasSentence(source.text())) {
            return source;
        }
        try {
            return new RuleSource(
                    source.file(), expand(DrlParser.parse(source.text())).text());
        } catch (DrlException e) {
            throw new RuleException(source.file(), e.place().line(), e.getMessage());
        }
    }

    /**
     * {@return the file with each sentence replaced by what it stands for}
     *
     * @throws DrlException if a sentence is wrong
     */
    public static Expanded expand(RuleText file) {
        Output out = new Output(file.text());
        Set<String> imports = new LinkedHashSet<>();
        List<Expansion> expansions = new ArrayList<>();
        for (Definition rule : file.rules()) {
            if (rule.sentence().isEmpty()) {
                expansions.add(null);
                continue;
            }
            Expansion expansion = Expansion.of(SentenceParser.parse(rule.sentence()));
            expansions.add(expansion);
            imports.addAll(expansion.draft.kinds);
        }
        file.imports().forEach(one -> imports.remove(one.simpleName()));
        out.copy(file.headEnd());
        imports.forEach(name -> FactTypes.importOf(name).ifPresent(found -> out.insert("\nimport " + found)));
        for (int i = 0; i < expansions.size(); i++) {
            if (expansions.get(i) != null) {
                write(file.rules().get(i), expansions.get(i), out);
            }
        }
        out.copy(file.text().length());
        return new Expanded(out.text.toString(), out.lines());
    }

    /** {@return the sentence of a rule that has one} */
    public static Sentence sentence(Definition rule) {
        return SentenceParser.parse(rule.sentence());
    }

    private static void write(Definition rule, Expansion expansion, Output out) {
        // Up to the word before what is behind it.
        int word = rule.whenAt().from() - "when".length();
        out.copy(out.text(word).lastIndexOf('\n') + 1);
        annotate(rule, expansion, out);
        out.copy(rule.whenAt().from());
        out.insert("\n    " + String.join("\n    ", expansion.when) + "\n");
        out.skip(rule.whenAt().to());
        int end = rule.end().to();
        out.copy(end);
        expansion.exercised.ifPresent(pattern ->
                out.insert("\n\nrule \"" + rule.name() + " exercised\"\nwhen\n    " + pattern + "\nthen\nend"));
    }

    private static void annotate(Definition rule, Expansion expansion, Output out) {
        annotate(rule, "needs", String.join(" ", withoutPlain(expansion.draft.needs)), out);
        annotate(rule, "proven_with", String.join(" ", expansion.draft.proven), out);
        annotate(rule, "message", expansion.message, out);
        expansion.draft.phrases.forEach((name, phrase) -> annotate(rule, "evidence_" + name, phrase, out));
    }

    /** What is needed with a field need not be named without. */
    private static List<String> withoutPlain(Set<String> needs) {
        return needs.stream()
                .filter(need -> needs.stream().noneMatch(other -> other.startsWith(need + ".")))
                .toList();
    }

    private static void annotate(Definition rule, String name, String value, Output out) {
        if (rule.annotation(name).isEmpty() && !value.isEmpty()) {
            out.insert("    @" + name.toLowerCase(Locale.ROOT) + "(\"" + value.replace("\"", "\\\"") + "\")\n");
        }
    }

    /** A copy with insertions that knows where each line is from. */
    private static final class Output {
        private final String source;
        private final StringBuilder text = new StringBuilder();
        private final List<Integer> starts = new ArrayList<>(List.of(1));
        private int at;
        private int line = 1;

        Output(String source) {
            this.source = source;
        }

        String text(int until) {
            return source.substring(0, until);
        }

        void copy(int until) {
            for (; at < until; at++) {
                if (source.charAt(at) == '\n') {
                    line++;
                    starts.add(line);
                }
                text.append(source.charAt(at));
            }
        }

        void insert(String more) {
            for (int i = 0; i < more.length(); i++) {
                if (more.charAt(i) == '\n') {
                    starts.add(line);
                }
            }
            text.append(more);
        }

        void skip(int until) {
            for (; at < until; at++) {
                if (source.charAt(at) == '\n') {
                    line++;
                }
            }
            starts.set(starts.size() - 1, line);
        }

        List<Integer> lines() {
            return List.copyOf(starts);
        }
    }
}
