// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import java.util.Optional;
import probus.engine.drl.Shapes;
import probus.engine.template.Grammar;

/** What stands behind {@code when} in a new rule, put together from options. */
final class RuleBody {
    private static final String FREE = "drl";

    private RuleBody() {}

    /** Parts of a sentence, {@code ""} for what it does not have. */
    record Parts(String per, String since, String until, String lock, String within) {}

    /** {@return the sentence, or the patterns} */
    static String of(String shape, List<String> events, Parts parts) {
        if (shape.contains(":")) {
            if (!events.isEmpty()) {
                throw new UsageException("--shape is a whole sentence: --event has no place in it");
            }
            return shape;
        }
        if (shape.equals(FREE)) {
            need(shape, events, 1);
            return "$event : " + (events.get(0).contains("(") ? events.get(0) : events.get(0) + "( )");
        }
        if (!Shapes.NAMES.contains(shape)) {
            List<String> all = new java.util.ArrayList<>(Shapes.NAMES);
            all.add(FREE);
            throw new UsageException(
                    "there is no shape '" + shape + "'", Nearest.of(shape, all), "it can be " + String.join(", ", all));
        }
        return shape + ": " + middle(shape, events, parts) + (parts.per.isEmpty() ? "" : " per " + parts.per);
    }

    private static String middle(String shape, List<String> events, Parts parts) {
        boolean single = shape.equals("at most once") || shape.equals("lock discipline");
        need(shape, events, single ? 1 : 2);
        String first = events.get(0);
        String second = single ? "" : events.get(1);
        String since = parts.since.isEmpty() ? "" : " since " + parts.since;
        String until = parts.until.isEmpty() ? "" : " until " + parts.until;
        return switch (shape) {
            case "precedence" -> first + " only after " + second + since;
            case "response" -> first + " leads to " + second + (parts.until.isEmpty() ? "" : " before " + parts.until);
            case "absence" -> "no " + first + " after " + second + until;
            case "balance" -> first + " and " + second;
            case "mutual exclusion" -> first + " until " + second;
            case "at most once" -> first + until;
            case "lock discipline" ->
                first + " under " + (parts.lock.equals("device lock") ? parts.lock : "\"" + parts.lock + "\"");
            case "ordering" -> String.join(" before ", events) + since;
            default -> first + " leads to " + second + " within " + parts.within;
        };
    }

    private static void need(String shape, List<String> events, int count) {
        if (events.size() < count) {
            throw new UsageException(
                    "--shape " + shape + " needs " + (count == 1 ? "an --event" : count + " times --event"),
                    Optional.empty(),
                    shape.equals(FREE)
                            ? "write --event 'DevIommuFree( object == ObjectId.NULL )'"
                            : "a whole sentence is written " + Grammar.form(shape));
        }
    }
}
