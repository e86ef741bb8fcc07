// SPDX-License-Identifier: Apache-2.0
package probus.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import probus.engine.catalog.Nearest;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.DrlException;
import probus.engine.drl.DrlParser;
import probus.engine.drl.Place;
import probus.engine.drl.Shapes;
import probus.engine.drl.Token;

/** Reads sentences. */
final class SentenceParser {
    private static final Map<String, Long> UNITS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

    private final List<Token> words;
    private final int[] at = {0};
    private final String shape;
    private final List<EventPattern> events = new ArrayList<>();
    private Optional<EventPattern> since = Optional.empty();
    private Optional<EventPattern> end = Optional.empty();
    private final List<Sentence.Key> keys = new ArrayList<>();
    private String lock = "";
    private long nanoseconds;

    private SentenceParser(List<Token> words, String shape) {
        this.words = words;
        this.shape = shape;
    }

    /**
     * {@return the sentence}
     *
     * @throws DrlException if it is none
     */
    static Sentence parse(List<Token> words) {
        String shape = Shapes.name(words).orElseThrow(() -> unknownShape(words));
        SentenceParser parser = new SentenceParser(words, shape);
        parser.at[0] = shape.split(" ", -1).length + 1;
        parser.body();
        parser.scope();
        if (parser.at[0] < words.size()) {
            throw parser.unexpected("the sentence is complete here");
        }
        Place place = words.get(0).place().until(words.get(words.size() - 1).place());
        return new Sentence(
                place, shape, parser.events, parser.since, parser.end, parser.keys, parser.lock, parser.nanoseconds);
    }

    private static DrlException unknownShape(List<Token> words) {
        StringBuilder name = new StringBuilder();
        for (Token word : words) {
            if (word.is(":")) {
                break;
            }
            name.append(name.isEmpty() ? "" : " ").append(word.text());
        }
        String near = Nearest.of(name.toString(), Shapes.NAMES)
                .map(found -> "did you mean '" + found + "'?")
                .orElse("shapes are " + String.join(", ", Shapes.NAMES));
        return DrlException.wrong(words.get(0).place(), "there is no shape '" + name + "'", near);
    }

    private void body() {
        switch (shape) {
            case "precedence" -> pair("only", "after");
            case "response" -> pair("leads", "to");
            case "absence" -> {
                expect("no");
                pair("after");
            }
            case "balance" -> pair("and");
            case "mutual exclusion" -> pair("until");
            case "at most once" -> event();
            case "lock discipline" -> {
                event();
                expect("under");
                lock();
            }
            case "ordering" -> {
                pair("before");
                while (takes("before")) {
                    event();
                }
            }
            default -> {
                pair("leads", "to");
                expect("within");
                time();
            }
        }
    }

    private void pair(String... connective) {
        event();
        for (String word : connective) {
            expect(word);
        }
        event();
    }

    private void scope() {
        boolean more = true;
        while (more) {
            if ((shape.equals("absence") || shape.equals("at most once")) && takes("until")) {
                end = Optional.of(mentioned());
            } else if (shape.equals("response") && takes("before")) {
                end = Optional.of(mentioned());
            } else if ((shape.equals("precedence") || shape.equals("ordering")) && takes("since")) {
                since = Optional.of(mentioned());
            } else if (!shape.equals("lock discipline") && takes("per")) {
                keys();
            } else {
                more = false;
            }
        }
    }

    private void keys() {
        do {
            List<String> fields = new ArrayList<>();
            Place place = peek().place();
            do {
                if (peek().kind() != Token.Kind.NAME) {
                    throw unexpected("expected a field that the events share, as dev");
                }
                place = place.until(peek().place());
                fields.add(next().text());
            } while (takes("|"));
            keys.add(new Sentence.Key(place, fields));
        } while (takes(","));
    }

    private void lock() {
        Token token = next();
        if (token.kind() == Token.Kind.STRING) {
            lock = token.text();
        } else if (token.is("device") && takes("lock")) {
            lock = Sentence.DEVICE_LOCK;
        } else {
            at[0]--;
            throw unexpected("expected the lock's name in quotes, or 'device lock'");
        }
    }

    private void time() {
        Token number = next();
        Token unit = next();
        Long factor = UNITS.get(unit.text());
        if (number.kind() != Token.Kind.NUMBER || !number.text().matches("\\d{1,9}") || factor == null) {
            at[0] -= 2;
            throw unexpected("expected a time, as 10 ms (ns, us, ms, s)");
        }
        nanoseconds = Long.parseLong(number.text()) * factor;
    }

    private void event() {
        events.add(mentioned());
    }

    private EventPattern mentioned() {
        if (at[0] >= words.size()) {
            throw unexpected("expected an event");
        }
        return DrlParser.mention(words, at);
    }

    private Token peek() {
        if (at[0] < words.size()) {
            return words.get(at[0]);
        }
        Place last = words.get(words.size() - 1).place();
        int column = last.column() + last.to() - last.from();
        return new Token(Token.Kind.END, "", new Place(last.line(), column, last.to(), last.to()));
    }

    private Token next() {
        Token token = peek();
        at[0]++;
        return token;
    }

    private boolean takes(String word) {
        boolean seen = peek().is(word);
        at[0] += seen ? 1 : 0;
        return seen;
    }

    private void expect(String word) {
        if (!takes(word)) {
            throw unexpected("expected '" + word + "'");
        }
    }

    private DrlException unexpected(String problem) {
        String found = peek().kind() == Token.Kind.END ? "the end of the sentence" : peek().shown();
        return DrlException.wrong(peek().place(), problem + ", found " + found, "write " + Grammar.form(shape));
    }
}
