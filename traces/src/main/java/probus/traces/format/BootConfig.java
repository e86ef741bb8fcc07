// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord.Position;

/**
 * A bootconfig as the kernel reads it: keys joined by dots or nested in braces, values quoted or bare. Text that is not
 * one is read as far as it makes sense.
 */
final class BootConfig {
    /**
     * A key and its values.
     *
     * @param key in full, parts joined by dots
     * @param values none for a flag
     */
    record Entry(Position position, String key, List<String> values) {}

    static final Pattern PROBES = Pattern.compile("ftrace(?:\\.instance\\.[^.]+)?\\.event\\.kprobes\\.(\\w+)\\.probes");
    /** The kernel's own limits are 16 levels, 256 characters of a key and 8192 nodes. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_KEY = 256;
    private static final int MAX_ENTRIES = 8192;
    private static final int MAX_LINE = 512;
    private static final String ALL = "*";
    private static final Pattern INSTANCE = Pattern.compile("\\.instance\\.[^.]+");
    private static final Pattern ENABLE =
            Pattern.compile("ftrace\\.event(?:\\.kprobes)?(?:(?<=kprobes)\\.(\\w+))?\\.enable");

    private final List<Entry> entries = new ArrayList<>();
    private final Deque<String> prefixes = new ArrayDeque<>();
    private final String file;
    private final String text;
    private final Set<String> enabled = new HashSet<>();
    private int at;
    private int counted;
    private long line = 1;

    private BootConfig(String file, String text) {
        this.file = file;
        this.text = text;
        prefixes.push("");
    }

    /** Reads a bootconfig whose positions name {@code file}. */
    static BootConfig parse(String file, String text) {
        BootConfig config = new BootConfig(file, text);
        while (config.at < text.length() && config.entries.size() < MAX_ENTRIES) {
            config.statement();
        }
        return config;
    }

    List<Entry> entries() {
        return entries;
    }

    /** {@return whether a kprobe event is switched on, alone, with its group, with all or by {@code ftrace.events}} */
    boolean enables(String event) {
        return enabled.contains(event) || enabled.contains(ALL);
    }

    private void enable(Entry entry) {
        String key = INSTANCE.matcher(entry.key()).replaceFirst("");
        Matcher flag = ENABLE.matcher(key);
        if (flag.matches()) {
            enabled.add(flag.group(1) == null ? ALL : flag.group(1));
        }
        if (key.equals("ftrace.events")) {
            entry.values().stream()
                    .filter(value -> value.startsWith("kprobes:"))
                    .map(value -> value.substring("kprobes:".length()))
                    .forEach(event -> enabled.add(event.isEmpty() ? ALL : event));
        }
    }

    private void statement() {
        char c = text.charAt(at);
        if (c == '#') {
            skipTo('\n');
        } else if (c == '}') {
            at++;
            if (prefixes.size() > 1) {
                prefixes.pop();
            }
        } else if (isWord(c)) {
            key();
        } else {
            at++;
        }
    }

    private void key() {
        int from = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        String key = prefixes.peek() + text.substring(from, Math.min(at, from + MAX_KEY));
        key = key.substring(0, Math.min(key.length(), MAX_KEY));
        blanks();
        char c = at < text.length() ? text.charAt(at) : '\n';
        if (c == '{') {
            at++;
            prefixes.push(prefixes.size() < MAX_DEPTH ? key + "." : prefixes.peek());
        } else if (c == '=' || ((c == '+' || c == ':') && text.startsWith("=", at + 1))) {
            at += c == '=' ? 1 : 2;
            add(new Entry(position(from), key, values()));
        } else {
            add(new Entry(position(from), key, List.of()));
        }
    }

    private void add(Entry entry) {
        entries.add(entry);
        enable(entry);
    }

    private List<String> values() {
        List<String> values = new ArrayList<>();
        boolean more = true;
        while (more) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            values.add(value());
            blanks();
            more = at < text.length() && text.charAt(at) == ',';
            at += more ? 1 : 0;
        }
        return values;
    }

    private String value() {
        char quote = at < text.length() ? text.charAt(at) : 0;
        int from = at;
        if (quote == '"' || quote == '\'') {
            at++;
            skipTo(quote);
            String value = text.substring(from + 1, at);
            at = Math.min(at + 1, text.length());
            return value;
        }
        while (at < text.length() && ",;\n#}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private void blanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private void skipTo(char c) {
        while (at < text.length() && text.charAt(at) != c) {
            at++;
        }
    }

    private Position position(int from) {
        for (; counted < from; counted++) {
            line += text.charAt(counted) == '\n' ? 1 : 0;
        }
        int begin = text.lastIndexOf('\n', from) + 1;
        int end = text.indexOf('\n', from);
        end = Math.min(end < 0 ? text.length() : end, begin + MAX_LINE);
        return new Position(file, line, text.substring(begin, end));
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.*".indexOf(c) >= 0;
    }
}
