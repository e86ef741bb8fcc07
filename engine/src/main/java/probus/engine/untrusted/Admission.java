// SPDX-License-Identifier: Apache-2.0
package probus.engine.untrusted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.drl.Clause;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.DrlParser;
import probus.engine.drl.FactTypes;
import probus.engine.drl.RuleText;
import probus.engine.drl.RuleText.Annotation;
import probus.engine.drl.RuleText.Definition;
import probus.engine.lint.Finding;
import probus.engine.lint.RuleLint;
import probus.engine.template.Templates;

/** Admits rule files that are declarative, by writing them anew. Nothing of a file is compiled before it is admitted. */
public final class Admission {
    private static final int RULES_MAX = 4;
    private static final int PATTERNS_MAX = 40;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}( exercised)?");
    private static final Pattern SAFE = Pattern.compile("[^\\\\\\p{Cntrl}]*");

    private Admission() {}

    /**
     * {@return the file written anew}
     *
     * @throws RuleException with file and line if it is not declarative or asks for too much
     */
    public static RuleSource admit(RuleSource source) {
        Optional<Finding> error = RuleLint.read(source).stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .findFirst();
        if (error.isPresent()) {
            throw refused(source, error.get().at().line(), error.get().problem());
        }
        RuleText written = DrlParser.parse(source.text());
        for (RuleText.Import one : written.imports()) {
            boolean known = FactTypes.importOf(one.simpleName())
                    .filter(one.name()::equals)
                    .isPresent();
            if (!known) {
                throw refused(
                        source,
                        one.at().line(),
                        "it imports " + one.name() + ", which is no event and no value of events");
            }
        }
        written.rules().forEach(rule -> check(source, rule));
        return new RuleSource(source.file(), print(source, written));
    }

    private static RuleException refused(RuleSource source, int line, String problem) {
        return new RuleException(source.file(), line, "refused, as untrusted: " + problem);
    }

    private static void check(RuleSource source, Definition rule) {
        int line = rule.at().line();
        if (!NAME.matcher(rule.name()).matches()) {
            throw refused(source, line, "its name is not made of small letters, digits and dashes");
        }
        for (Annotation annotation : rule.annotations()) {
            if (!SAFE.matcher(annotation.value()).matches()) {
                throw refused(
                        source, annotation.at().line(), "@" + annotation.name() + " has a backslash or worse in it");
            }
        }
        if (!SAFE.matcher(source.text().replaceAll("[\\n\\t]", " ").replace("\\\"", "'"))
                .matches()) {
            throw refused(source, line, "it has a backslash or a control character in it");
        }
    }

    /** Sentences are expanded first: a sentence of ours is as declarative as the patterns that it stands for. */
    private static String print(RuleSource source, RuleText written) {
        RuleText plain = DrlParser.parse(Templates.expand(written).text());
        if (plain.rules().size() > RULES_MAX) {
            throw refused(
                    source,
                    plain.rules().get(RULES_MAX).at().line(),
                    "there are more than " + RULES_MAX + " rules in it");
        }
        StringBuilder body = new StringBuilder();
        TreeSet<String> imports = new TreeSet<>();
        boolean joins = false;
        for (Definition rule : plain.rules()) {
            List<EventPattern> patterns = new ArrayList<>();
            rule.when().forEach(clause -> collect(clause, patterns));
            if (patterns.size() > PATTERNS_MAX) {
                throw refused(source, rule.at().line(), "it has more than " + PATTERNS_MAX + " patterns");
            }
            joins |= patterns.size() > 1;
            plain.imports().forEach(one -> FactTypes.importOf(one.simpleName()).ifPresent(imports::add));
            rule(rule, body);
        }
        StringBuilder text = new StringBuilder(
                "package rules.untrusted." + plain.rules().get(0).name().replaceAll("[^a-z0-9]", "_") + "\n");
        imports.forEach(name -> text.append("import " + name + "\n"));
        text.append(joins ? "global " + Budget.class.getName() + " budget\n" : "");
        return text.append(body).toString();
    }

    private static void rule(Definition rule, StringBuilder out) {
        out.append("rule \"" + rule.name() + "\"\n");
        for (Annotation annotation : rule.annotations()) {
            out.append("    @" + annotation.name() + "(\"" + annotation.value().replace("\"", "\\\"") + "\")\n");
        }
        out.append("when\n");
        Metered metered = new Metered();
        rule.when().forEach(clause -> out.append("    " + metered.print(clause) + "\n"));
        out.append("then\nend\n");
    }

    private static void collect(Clause clause, List<EventPattern> patterns) {
        if (clause instanceof EventPattern pattern) {
            patterns.add(pattern);
        } else {
            ((Group) clause).clauses().forEach(one -> collect(one, patterns));
        }
    }
}
