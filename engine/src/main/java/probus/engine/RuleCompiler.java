// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.kie.api.definition.KiePackage;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderError;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.template.Templates;

/** Compiles one rule file with the classic compiler, whose messages name lines, and says in our words what is wrong. */
final class RuleCompiler {
    private static final Pattern POSITION = Pattern.compile("\\[ERR \\d+] Line (\\d+):\\d+ ?");
    private static final Pattern EXPRESSION = Pattern.compile("^Unable to Analyse Expression (.*?):?\\s*(?:\\n|$)");
    private static final Pattern TYPE = Pattern.compile("^Unable to resolve ObjectType '([^']*)'");
    private static final Pattern DECLARATION = Pattern.compile("\\s*rule\\s+\"?([^\"]+?)\"?\\s*");

    private final RuleSource source;

    RuleCompiler(RuleSource source) {
        this.source = source;
    }

    /**
     * A compiled file.
     *
     * @param packages what Drools made of it
     * @param history whether a rule of it joins events
     */
    record Compiled(Collection<KiePackage> packages, boolean history) {}

    /**
     * {@return the compiled file}
     *
     * @param problems gets what is wrong; nothing is wrong unless it grows
     */
    Compiled compile(List<RuleException> problems) {
        KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
        int before = problems.size();
        try {
            String text = Templates.expand(source).text();
            builder.add(ResourceFactory.newReaderResource(new StringReader(text)), ResourceType.DRL);
        } catch (RuleException e) {
            problems.add(e);
            return new Compiled(List.of(), false);
        } catch (RuntimeException e) {
            problems.add(new RuleException(source.file(), 0, "is not DRL"));
            return new Compiled(List.of(), false);
        }
        // The compiler goes on after an error and then complains of what follows from it.
        Set<Integer> lines = new LinkedHashSet<>();
        for (KnowledgeBuilderError error : builder.getErrors()) {
            RuleException problem = problem(error);
            boolean useless = problem.getMessage().startsWith("Parser returned a null Package");
            if (!useless && lines.add(problem.line())) {
                problems.add(problem);
            }
        }
        Collection<KiePackage> packages = problems.size() > before ? List.of() : builder.getKnowledgePackages();
        List<RuleImpl> rules = rules(packages);
        if (rules.isEmpty() && problems.size() == before) {
            problems.add(new RuleException(source.file(), 0, "holds no rule"));
        }
        for (RuleImpl rule : rules) {
            try {
                CompiledRule.check(rule);
            } catch (RuleException e) {
                problems.add(new RuleException(source.file(), lineOf(rule.getName()), e.getMessage()));
            }
        }
        return new Compiled(packages, rules.stream().anyMatch(rule -> !CompiledRule.isStep(rule)));
    }

    private static List<RuleImpl> rules(Collection<KiePackage> packages) {
        List<RuleImpl> rules = new ArrayList<>();
        packages.forEach(kiePackage -> kiePackage.getRules().forEach(rule -> rules.add((RuleImpl) rule)));
        return rules;
    }

    private RuleException problem(KnowledgeBuilderError error) {
        String text = error.getMessage().strip();
        int line = error.getLines().length > 0 ? Math.max(0, error.getLines()[0]) : 0;
        Matcher position = POSITION.matcher(text);
        if (position.find()) {
            line = Integer.parseInt(position.group(1));
            text = position.replaceAll("");
        }
        Matcher expression = EXPRESSION.matcher(text);
        if (expression.find()) {
            String what = expression.group(1);
            String clear =
                    "cannot be understood: " + what + "; is there such a field, and is it compared with its type?";
            return new RuleException(source.file(), line > 0 ? line : lineWith(what), clear);
        }
        Matcher type = TYPE.matcher(text);
        if (type.find()) {
            return new RuleException(
                    source.file(), line, "no event is called " + type.group(1) + ", or its import is missing");
        }
        int trace = text.indexOf('\n');
        return new RuleException(source.file(), line, trace > 0 ? text.substring(0, trace) : text);
    }

    private int lineWith(String words) {
        int at = source.text().indexOf(words);
        return at < 0 ? 0 : (int) source.text().substring(0, at).lines().count();
    }

    private int lineOf(String rule) {
        String[] lines = source.text().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher declaration = DECLARATION.matcher(lines[i]);
            if (declaration.matches() && declaration.group(1).equals(rule)) {
                return i + 1;
            }
        }
        return 0;
    }
}
