// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import probus.engine.RuleBase;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.DrlException;
import probus.engine.drl.DrlParser;
import probus.engine.drl.Place;
import probus.engine.drl.RuleText;
import probus.engine.drl.RuleText.Definition;
import probus.engine.lint.Finding.Fix;
import probus.engine.template.Sentence;
import probus.engine.template.Templates;

/** Says what is wrong with rule files. It remembers what it has seen: rules that mean the same are found. */
public final class RuleLint {
    private static final String EXERCISED = " exercised";
    private static final int ROUNDS = 10;

    private final Map<String, Definition> meanings = new HashMap<>();

    /** Tells it a rule that is not to be checked, but that others may repeat. */
    public void know(RuleSource source) {
        try {
            RuleText file = DrlParser.parse(Templates.expand(source).text());
            file.rules().stream()
                    .filter(rule -> !rule.name().endsWith(EXERCISED))
                    .forEach(rule -> meanings.putIfAbsent(Meaning.of(rule), rule));
        } catch (DrlException | RuleException e) {
            // What cannot be read repeats nothing.
        }
    }

    /**
     * {@return what is wrong with a rule file, by place}
     *
     * @param folder name of the folder that it stands in, which is the rule's id; {@code ""} where that is not known
     */
    public List<Finding> lint(RuleSource source, String folder) {
        return lint(source, folder, true);
    }

    /** {@return what is wrong with a rule file that must not be compiled; what is not declarative is wrong} */
    public static List<Finding> read(RuleSource source) {
        return new RuleLint().lint(source, "", false);
    }

    private List<Finding> lint(RuleSource source, String folder, boolean compiles) {
        Findings findings = new Findings(source.file());
        RuleText file;
        try {
            file = DrlParser.parse(source.text());
        } catch (DrlException e) {
            if (e.isForeign() && compiles) {
                foreign(source, e, findings);
            } else {
                findings.error("syntax", e.place(), e.getMessage(), e.hint());
            }
            return findings.sorted();
        }
        names(file, folder, findings);
        Templates.Expanded expanded = null;
        Optional<DrlException> wrong = Optional.empty();
        Map<String, Definition> plain = new HashMap<>();
        try {
            expanded = Templates.expand(file);
            DrlParser.parse(expanded.text()).rules().forEach(rule -> plain.putIfAbsent(rule.name(), rule));
        } catch (DrlException e) {
            wrong = Optional.of(e);
        }
        for (Definition rule : file.rules()) {
            check(file, rule, plain.getOrDefault(rule.name(), rule), findings);
        }
        // A sentence about an event that does not exist is wrong for that reason, which has been said.
        if (!findings.hasErrors()) {
            wrong.ifPresent(e -> findings.error("syntax", e.place(), e.getMessage(), e.hint()));
        }
        if (compiles && !findings.hasErrors() && expanded != null) {
            compile(new RuleSource(source.file(), expanded.text()), expanded, findings);
        }
        return findings.sorted();
    }

    /** {@return what a compiler said of a rule that lint finds nothing wrong with} */
    public static List<Finding> untranslated(RuleSource source, List<RuleException> problems) {
        Findings findings = new Findings(source.file());
        problems.forEach(problem -> findings.error(
                "not-compiled", new Place(problem.line(), 1, 0, 0), "the rule does not compile here", ""));
        return findings.sorted();
    }

    /** {@return the text with everything mended that is mechanical} */
    public static String fix(RuleSource source, String folder) {
        RuleSource mended = source;
        for (int round = 0; round < ROUNDS; round++) {
            List<Finding> findings = new RuleLint().lint(mended, folder);
            boolean errors = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR);
            // What follows from an error may be another fix once that is mended.
            List<Fix> fixes = findings.stream()
                    .filter(finding -> !errors || finding.level() == Finding.Level.ERROR)
                    .flatMap(finding -> finding.fix().stream())
                    .toList();
            if (fixes.isEmpty()) {
                break;
            }
            mended = new RuleSource(mended.file(), apply(mended.text(), fixes));
        }
        return mended.text();
    }

    private static String apply(String text, List<Fix> fixes) {
        Map<Integer, Fix> byPlace = new TreeMap<>((a, b) -> Integer.compare(b, a));
        Set<Fix> once = new HashSet<>(fixes);
        StringBuilder result = new StringBuilder(text);
        // What is inserted at one place is inserted in rounds.
        once.forEach(fix -> byPlace.merge(fix.from(), fix, (a, b) -> a.text().compareTo(b.text()) < 0 ? a : b));
        byPlace.values().forEach(fix -> result.replace(fix.from(), fix.to(), fix.text()));
        return result.toString();
    }

    private static void names(RuleText file, String folder, Findings findings) {
        Map<String, Place> seen = new HashMap<>();
        List<Definition> main = file.rules().stream()
                .filter(rule -> !rule.name().endsWith(EXERCISED))
                .toList();
        if (main.isEmpty()) {
            findings.error("no-rule", Place.NONE, "the file holds no rule", "'probus rule new' writes one");
        }
        for (Definition rule : file.rules()) {
            Place first = seen.putIfAbsent(rule.name(), rule.at());
            if (first != null) {
                findings.error(
                        "duplicate-rule",
                        rule.at(),
                        "there is a rule \"" + rule.name() + "\" already, in line " + first.line(),
                        "give one of them another name");
            }
        }
        if (file.packageName().isEmpty()) {
            findings.warn(
                    "missing-package",
                    Place.NONE,
                    "the file has no package",
                    "write package rules.own." + folder.replace('-', '_'));
        }
        for (Definition rule : main) {
            if (!folder.isEmpty() && !rule.name().equals(folder)) {
                findings.warn(
                        "name-differs",
                        rule.at(),
                        "the rule is called " + rule.name() + " and its folder " + folder,
                        "call both the same: the words say what holds");
                findings.mend(new Fix(rule.at().from(), rule.at().to(), "\"" + folder + "\""));
            }
        }
    }

    private void check(RuleText file, Definition rule, Definition plain, Findings findings) {
        findings.about(rule.name());
        Set<String> imported = new HashSet<>();
        file.imports().forEach(one -> imported.add(one.simpleName()));
        Scope scope = new Scope();
        boolean sentence = !rule.sentence().isEmpty();
        TypeCheck types = new TypeCheck(findings, imported, sentence ? -1 : file.headEnd());
        if (sentence) {
            sentence(rule, types, findings);
        } else {
            types.check(rule.when(), scope);
        }
        if (sentence && plain.equals(rule)) {
            return; // The sentence is wrong, and what it would stand for is not known.
        }
        new Contradictions(findings).check(plain.when());
        if (rule.name().endsWith(EXERCISED)) {
            return;
        }
        Scope own = sentence ? bound(plain) : scope;
        Map<String, Class<?>> bindings = new LinkedHashMap<>();
        own.names().forEach(name -> bindings.put(name, own.type(name)));
        Structure structure = new Structure(sentence ? at(plain, rule) : rule, findings);
        new Metadata(sentence ? at(plain, rule) : rule, findings).check(bindings, structure.kinds());
        if (sentence) {
            structure.note();
        } else {
            structure.check();
        }
        repeated(rule, plain, findings);
    }

    /** The expanded rule at the place of the sentence's: what is said of it is said of that. */
    private static Definition at(Definition plain, Definition rule) {
        List<RuleText.Annotation> annotations = new ArrayList<>(rule.annotations());
        plain.annotations().stream()
                .filter(one -> rule.annotation(one.name()).isEmpty())
                .forEach(
                        one -> annotations.add(new RuleText.Annotation(rule.at(), one.name(), rule.at(), one.value())));
        return new Definition(
                rule.at(), rule.name(), annotations, plain.when(), rule.sentence(), rule.whenAt(), rule.end());
    }

    private static Scope bound(Definition plain) {
        Scope scope = new Scope();
        new TypeCheck(new Findings(""), Set.of(), -1).check(plain.when(), scope);
        return scope;
    }

    private static void sentence(Definition rule, TypeCheck types, Findings findings) {
        Sentence sentence;
        try {
            sentence = Templates.sentence(rule);
        } catch (DrlException e) {
            return; // has been said
        }
        for (EventPattern event : sentence.mentioned()) {
            types.check(event, new Scope());
        }
        if (sentence.shape().equals("precedence") && sentence.since().isEmpty()) {
            findings.warn(
                    "open-not-begin",
                    sentence.at(),
                    "what happened before the recording began looks as if it never happened",
                    "say what opens the scope: ... since RegisterBegin per iommu");
        }
    }

    private void repeated(Definition rule, Definition plain, Findings findings) {
        if (plain.when().isEmpty()) {
            return;
        }
        Definition other = meanings.putIfAbsent(Meaning.of(plain), rule);
        if (other != null && !other.name().equals(rule.name()) && !areApart(other, rule)) {
            findings.warn(
                    "same-meaning",
                    rule.at(),
                    "means the same as " + other.name(),
                    "keep one of the two: probus explain " + other.name());
        }
    }

    /** One pattern may stand for two invariants of a specification. */
    private static boolean areApart(Definition one, Definition other) {
        String first = one.value("catalog");
        String second = other.value("catalog");
        return !first.isEmpty() && !second.isEmpty() && !first.equals(second);
    }

    /** What is not declarative is Drools' to judge; its words are not for people. */
    private static void foreign(RuleSource source, DrlException found, Findings findings) {
        List<RuleException> problems = new ArrayList<>();
        if (source.text().contains("then")) {
            RuleBase.compile(List.of(source), problems);
        }
        boolean loops = Consequences.changesFacts(source.text(), found.place());
        if (loops) {
            findings.error(
                    "endless-loop",
                    found.place(),
                    "the rule changes what it looks at, and so fires again and again without end",
                    "leave the consequence empty");
        } else if (problems.isEmpty()) {
            findings.warn("not-declarative", found.place(), found.getMessage(), found.hint());
        } else {
            findings.error(
                    "not-declarative", found.place(), found.getMessage() + "; nor does it compile", found.hint());
        }
    }

    /** What passed all checks and still does not compile. */
    private static void compile(RuleSource source, Templates.Expanded expanded, Findings findings) {
        List<RuleException> problems = new ArrayList<>();
        RuleBase.compile(List.of(source), problems);
        for (RuleException problem : problems) {
            int line = expanded.original(problem.line());
            findings.error(
                    "not-compiled",
                    line == 0 ? Place.NONE : new Place(line, 1, 0, 0),
                    "the rule does not compile here",
                    "simplify what stands in this line");
        }
    }
}
