// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule file seen as patterns and their constraints, to take single constraints out of it. */
final class RuleText {
    private static final Pattern WHEN = Pattern.compile("(?ms)^when\\s*\\n(.*?)^then");
    private static final Pattern PATTERN = Pattern.compile("\\b[A-Z]\\w*\\(");
    private static final Pattern BINDING = Pattern.compile("\\$\\w+ *: *[\\w.]+");

    private final String text;

    RuleText(String text) {
        this.text = text;
    }

    /** The file without one constraint, and which one it was. */
    record Without(String constraint, String text) {}

    /** {@return the file without each of its constraints in turn; a binding is none} */
    List<Without> withoutEach() {
        List<Without> results = new ArrayList<>();
        Matcher when = WHEN.matcher(text);
        while (when.find()) {
            Matcher pattern = PATTERN.matcher(text).region(when.start(1), when.end(1));
            while (pattern.find()) {
                addEach(pattern.end(), results);
            }
        }
        return results;
    }

    private void addEach(int from, List<Without> results) {
        int end = closing(from);
        List<String> parts = parts(text.substring(from, end));
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).isBlank()
                    && !BINDING.matcher(parts.get(i).strip()).matches()) {
                List<String> rest = new ArrayList<>(parts);
                String gone = rest.remove(i);
                results.add(new Without(
                        gone.strip(), text.substring(0, from) + String.join(",", rest) + text.substring(end)));
            }
        }
    }

    private int closing(int from) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char c = text.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return at - 1;
    }

    private static List<String> parts(String inside) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(inside.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(inside.substring(start));
        return parts;
    }
}
