// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file with our own code and with {@code trace-cmd report}, and compares line by line. */
final class Comparison {
    private static final Pattern LINE = Pattern.compile(
            "(?:\\s*\\S*: )?\\s*(.{1,16})-(\\d+)\\s+\\[(\\d+)]\\s+(\\d+)\\.(\\d{9}): +([^: ]+):\\s*(.*)");
    private static final Pattern LOST =
            Pattern.compile("(?:\\S*: )?CPU:(\\d+) \\[(?:(\\d+) EVENTS DROPPED|EVENTS DROPPED)]");

    /** In no function that is so long. */
    private static final Pattern FAR = Pattern.compile("[\\w.$]+\\+0x[1-9a-f][0-9a-f]{4,}");

    /** What is printed of an event that the file does not describe. */
    private static final String UNKNOWN = "[UNKNOWN EVENT]";

    private Comparison() {}

    /** Compares with what the {@code trace-cmd} of this machine reports. */
    static int compare(Path file) throws IOException {
        return compare(file, TraceCmd.report(file, "-R"), TraceCmd.report(file, "-N"));
    }

    /**
     * Compares task, pid, CPU, time, event and each field of each line, and the kernel's own format where it is one that we
     * print.
     *
     * @param raw what {@code trace-cmd report -t -R} printed
     * @param printed what {@code trace-cmd report -t -N} printed
     * @return the number of events
     */
    static int compare(Path file, List<String> raw, List<String> printed) throws IOException {
        int events = 0;
        try (RandomBytes bytes = RandomBytes.ofFile(file)) {
            Description about = DatHead.read(bytes);
            Merged merged = new Merged(bytes, about);
            int line = 0;
            long unknown = 0;
            Lines rawLines = new Lines(raw);
            Lines printedLines = new Lines(printed);
            for (CpuEvents at = merged.next(); at != null; at = merged.next()) {
                line++;
                String where = file.getFileName() + ", event " + line;
                EventFormat format = about.formats.get(at.event.getShort(0) & 0xffff);
                if (format == null) {
                    unknown++;
                    continue;
                }
                String one = rawLines.next(at, where);
                Matcher oracle = LINE.matcher(one);
                assertThat(oracle.matches()).as(where + ": " + one).isTrue();
                head(oracle, at, format, about, where);
                fields(oracle.group(7), format, at.event, about, where);
                printed(printedLines.next(at, where), format, at.event, about, where);
                events++;
            }
            assertThat(unknown)
                    .as(file + ", not described")
                    .isEqualTo(
                            raw.stream().filter(text -> text.contains(UNKNOWN)).count());
            assertThat(merged.problems()).as(file + "").isEmpty();
            assertThat(rawLines.isAtEnd()).as(file + " has more events").isTrue();
        }
        return events;
    }

    /** The lines of a report, in which losses stand before the event that shows them. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private int at;

        Lines(List<String> all) {
            all.stream()
                    .filter(line -> LINE.matcher(line).matches()
                            || LOST.matcher(line.strip()).matches())
                    .forEach(lines::add);
        }

        String next(CpuEvents event, String where) {
            String line = lines.get(at++);
            Matcher lost = LOST.matcher(line.strip());
            assertThat(lost.matches()).as(where + ": lost before it").isEqualTo(event.missed != 0);
            if (lost.matches()) {
                assertThat(lost.group(1)).as(where).isEqualTo(Integer.toString(event.cpu));
                long count = lost.group(2) == null ? -1 : Long.parseLong(lost.group(2));
                assertThat(event.missed).as(where).isEqualTo(count);
                line = lines.get(at++);
            }
            return line;
        }

        boolean isAtEnd() {
            return at == lines.size();
        }
    }

    private static void head(Matcher line, CpuEvents at, EventFormat format, Description about, String where) {
        int pid = (int) format.fields().get("common_pid").number(at.event);
        String command = about.commands.getOrDefault(pid, pid == 0 ? "<idle>" : "<...>");
        assertThat(line.group(1).strip()).as(where).isEqualTo(command);
        assertThat(line.group(2)).as(where).isEqualTo(Integer.toString(pid));
        assertThat(Integer.parseInt(line.group(3))).as(where).isEqualTo(at.cpu);
        assertThat(line.group(4) + line.group(5))
                .as(where)
                .isEqualTo(String.format("%d%09d", at.time / 1_000_000_000, at.time % 1_000_000_000));
        assertThat(line.group(6)).as(where).isEqualTo(format.name());
    }

    private static void fields(String text, EventFormat format, ByteBuffer event, Description about, String where) {
        int from = 0;
        List<Field> fields = format.fields().values().stream()
                .filter(field -> !field.name().startsWith("common_"))
                .toList();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            String what = where + ", " + format.name() + "." + field.name() + " in " + text;
            int value = text.indexOf(field.name() + "=", from) + field.name().length() + 1;
            assertThat(value).as(what).isGreaterThan(field.name().length());
            int next =
                    i + 1 < fields.size() ? text.indexOf(" " + fields.get(i + 1).name() + "=", value) : text.length();
            assertThat(next).as(what).isGreaterThanOrEqualTo(value);
            same(text.substring(value, next).strip(), field, event, about, what);
            from = next;
        }
    }

    private static void same(String theirs, Field field, ByteBuffer event, Description about, String what) {
        if (field.isText() && theirs.startsWith("ARRAY[")) {
            // of text that cannot be printed the bytes are
            assertThat(elements(field, event)).as(what).isEqualTo(theirs.replaceAll("ARRAY\\[|[\\[\\]]", ""));
        } else if (field.isText()) {
            assertThat(field.text(event).strip()).as(what).isEqualTo(theirs);
        } else if (field.kind() == Field.Kind.NUMBER) {
            long number = field.number(event);
            long mask = field.size() >= 8 ? -1 : (1L << (field.size() * 8)) - 1;
            Optional<Long> value = number(theirs, number);
            if (value.isPresent()) {
                assertThat(value.get() & mask).as(what).isEqualTo(number & mask);
            } else {
                String symbol = about.symbols()
                        .at(number)
                        .map(place -> place.name() + "+0x" + Long.toHexString(place.offset()))
                        .orElse("?");
                if (FAR.matcher(theirs).matches()) {
                    // of all symbols the file has some: this is in a function that it does not have
                    theirs = "?";
                }
                assertThat(symbol).as(what).startsWith(theirs.replaceAll("\\+0x0$", ""));
            }
        } else {
            assertThat(elements(field, event)).as(what).isEqualTo(theirs.replaceAll("ARRAY\\[|[\\[\\]]", ""));
        }
    }

    /** Their pointers have no 0x before them: of two ways to read a number the one that fits is taken. */
    private static Optional<Long> number(String text, long expected) {
        List<Long> readings = new ArrayList<>();
        for (Map.Entry<String, Integer> reading :
                Map.of("-?\\d+", 10, "(?:0x)?[0-9a-f]+", 16).entrySet()) {
            if (text.matches(reading.getKey()) && text.length() <= 20) {
                String digits = text.replace("0x", "");
                try {
                    readings.add(
                            digits.startsWith("-")
                                    ? Long.parseLong(digits)
                                    : Long.parseUnsignedLong(digits, reading.getValue()));
                } catch (NumberFormatException tooLong) {
                    // only hexadecimal
                }
            }
        }
        return readings.contains(expected)
                ? Optional.of(expected)
                : readings.stream().findFirst();
    }

    private static String elements(Field field, ByteBuffer event) {
        StringBuilder text = new StringBuilder();
        int from = field.start(event);
        for (int i = from; i < from + field.length(event); i++) {
            text.append(i == from ? "" : ", ").append(String.format("%02x", event.get(i)));
        }
        return text.toString();
    }

    /** {@return what matches this text, where an address that is far behind a symbol may stand for itself} */
    private static Pattern exceptFarSymbols(String text) {
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        for (Matcher far = FAR.matcher(text); far.find(); from = far.end()) {
            pattern.append(Pattern.quote(text.substring(from, far.start()))).append("0x[0-9a-f]+");
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(text.substring(from))).toString());
    }

    private static void printed(String line, EventFormat format, ByteBuffer event, Description about, String where) {
        Optional<PrintFormat> print = PrintFormat.of(format, about.commitSize == 4);
        // those that trace-cmd prints in its own way
        if (print.isEmpty() || format.system().equals("ftrace")) {
            return;
        }
        Matcher oracle = LINE.matcher(line);
        assertThat(oracle.matches()).as(where + ": " + line).isTrue();
        StringBuilder ours = new StringBuilder();
        print.get().print(event, about.symbols(), ours);
        assertThat(ours.toString().strip())
                .as(where + ", " + format.name())
                .matches(exceptFarSymbols(oracle.group(7).strip()));
    }
}
