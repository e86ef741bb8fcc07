// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import probus.engine.drl.RuleText.Annotation;
import probus.engine.drl.RuleText.Definition;
import probus.engine.drl.RuleText.Import;
import probus.engine.drl.Token.Kind;

/** Reads rule files. */
public final class DrlParser {
    private static final Set<String> ATTRIBUTES = Set.of(
            "salience",
            "no-loop",
            "lock-on-active",
            "agenda-group",
            "activation-group",
            "ruleflow-group",
            "auto-focus",
            "dialect",
            "duration",
            "timer",
            "enabled",
            "calendars",
            "date-effective",
            "date-expires",
            "refract",
            "direct");

    private static final Set<String> FOREIGN =
            Set.of("function", "global", "declare", "query", "unit", "expander", "window", "dialect");

    private final String text;
    private final List<Token> tokens;
    private final Words words;

    private DrlParser(String text) {
        this.text = text;
        tokens = Lexer.cut(text);
        words = new Words(tokens);
    }

    /**
     * {@return the file as a tree}
     *
     * @throws DrlException if it is not declarative DRL
     */
    public static RuleText parse(String text) {
        return new DrlParser(text).file();
    }

    /**
     * {@return the event that a shape's sentence mentions at a position; with parentheses only where it asks for something}
     *
     * @param position where it begins; gets where it ends
     */
    public static Clause.EventPattern mention(List<Token> sentence, int[] position) {
        List<Token> rest = new ArrayList<>(sentence.subList(position[0], sentence.size()));
        Place end = sentence.get(sentence.size() - 1).place();
        rest.add(new Token(Kind.END, "", new Place(end.line(), end.column(), end.to(), end.to())));
        Words words = new Words(rest);
        int before = rest.size();
        Clause.EventPattern mentioned = new ClauseParser(words).mention();
        int left = 0;
        while (!words.sees(Kind.END)) {
            words.next();
            left++;
        }
        position[0] += before - 1 - left;
        return mentioned;
    }

    private RuleText file() {
        String packageName = "";
        List<Import> imports = new ArrayList<>();
        List<Definition> rules = new ArrayList<>();
        int headEnd = 0;
        while (!words.sees(Kind.END)) {
            Token token = words.next();
            if (token.is("package")) {
                packageName = qualified();
                headEnd = words.last().place().to();
            } else if (token.is("import")) {
                imports.add(imported(token));
                headEnd = words.last().place().to();
            } else if (token.is("rule")) {
                rules.add(rule());
            } else if (!token.is(";")) {
                throw unexpected(token);
            }
        }
        return new RuleText(text, packageName, headEnd, imports, rules);
    }

    private static DrlException unexpected(Token token) {
        if (token.kind() == Kind.NAME && (FOREIGN.contains(token.text()) || ATTRIBUTES.contains(token.text()))) {
            return DrlException.foreign(
                    token.place(),
                    "'" + token.text() + "' is not part of a declarative rule file",
                    "a rule file has a package, imports of events, and a rule");
        }
        return DrlException.wrong(
                token.place(),
                "expected package, import or rule, found " + token.shown(),
                "a rule file has a package, imports of events, and a rule");
    }

    private String qualified() {
        StringBuilder name = new StringBuilder(words.name("a name").text());
        while (words.takes(".")) {
            if (words.sees("*")) {
                throw DrlException.foreign(
                        words.peek().place(), "'*' imports more than this rule speaks of", "name the event");
            }
            name.append('.').append(words.name("a name behind '.'").text());
        }
        words.takes(";");
        return name.toString();
    }

    private Import imported(Token start) {
        if (words.sees("function") || words.sees("static") || words.sees("accumulate")) {
            throw DrlException.foreign(
                    words.peek().place(), "a declarative rule imports events and values, not functions", "");
        }
        String name = qualified();
        return new Import(start.place().until(words.last().place()), name);
    }

    private Definition rule() {
        Token name = words.next();
        if (name.kind() != Kind.NAME && name.kind() != Kind.STRING) {
            throw DrlException.wrong(
                    name.place(), "expected the rule's name, found " + name.shown(), "write rule \"what-holds\"");
        }
        if (words.sees("extends")) {
            throw DrlException.foreign(words.peek().place(), "a declarative rule stands alone", "");
        }
        List<Annotation> annotations = annotations();
        refuseAttribute();
        List<Clause> when = List.of();
        List<Token> sentence = List.of();
        Place whenAt = words.peek().place();
        if (words.sees("when")) {
            whenAt = words.next().place();
            words.takes(":");
            if (Shapes.begin(words)) {
                sentence = sentence();
            } else {
                when = new ClauseParser(words).upToThen();
            }
            whenAt = new Place(
                    whenAt.line(),
                    whenAt.column(),
                    whenAt.to(),
                    words.peek().place().from());
        }
        words.expect("then", when.isEmpty() && sentence.isEmpty() ? "or 'when' in the rule" : "behind the patterns");
        Token end = words.next();
        if (end.kind() == Kind.END) {
            throw DrlException.wrong(end.place(), "the rule has no 'end'", "write end behind then");
        }
        if (!end.is("end")) {
            throw DrlException.foreign(
                    end.place(),
                    "the rule does something: between 'then' and 'end' there is to be nothing",
                    "the report is made of the patterns: @evidence_<binding>(\"phrase\")");
        }
        return new Definition(name.place(), name.text(), annotations, when, sentence, whenAt, end.place());
    }

    private void refuseAttribute() {
        Token token = words.peek();
        String dashed =
                words.peek(1).is("-") ? token.text() + "-" + words.peek(2).text() : token.text();
        if (ATTRIBUTES.contains(dashed) || token.is("attributes")) {
            throw DrlException.foreign(
                    token.place(), "'" + dashed + "' is not part of a declarative rule", "leave it out");
        }
        if (token.kind() == Kind.NAME && !token.is("when") && !token.is("then")) {
            throw DrlException.wrong(
                    token.place(),
                    "expected an annotation, 'when' or 'then', found " + token.shown(),
                    "what is known of a rule stands in annotations: @title(\"...\")");
        }
    }

    private List<Annotation> annotations() {
        List<Annotation> annotations = new ArrayList<>();
        while (words.sees("@")) {
            Token at = words.next();
            Token name = words.name("the name of an annotation");
            words.expect("(", "behind @" + name.text());
            Token value = words.peek();
            StringBuilder text = new StringBuilder();
            while (!words.sees(")")) {
                if (words.sees(Kind.END) || words.sees("when") || words.sees("@")) {
                    throw DrlException.wrong(
                            name.place(),
                            "the '(' of @" + name.text() + " is never closed",
                            "write ) behind its value");
                }
                text.append(words.next().text());
            }
            Place valueAt = value.is(")")
                    ? value.place()
                    : value.place().until(words.last().place());
            Token end = words.next();
            annotations.add(new Annotation(at.place().until(end.place()), name.text(), valueAt, text.toString()));
        }
        return annotations;
    }

    private List<Token> sentence() {
        List<Token> sentence = new ArrayList<>();
        while (!words.sees("then") && !words.sees(Kind.END)) {
            sentence.add(words.next());
        }
        return sentence;
    }
}
