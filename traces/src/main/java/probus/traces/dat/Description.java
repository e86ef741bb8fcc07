// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.format.Symbols;

/** What the head of a file, or the sections of a newer one, say about the data that follows. */
final class Description {
    /** One CPU's part of a ring buffer. */
    record CpuData(String buffer, int cpu, long offset, long size, int pageSize) {}

    private static final int MOST_CPUS = 4096;
    private static final int MOST_NAMES = 1 << 20;
    private static final Pattern HEADER_FIELD =
            Pattern.compile("field:[^;]*\\b(commit|data);\\s*offset:(\\d{1,6});\\s*size:(\\d{1,9});");
    private static final Pattern OVERRUN = Pattern.compile("(?m)^(?:overrun|dropped events): (\\d{1,15})$");

    final Map<Integer, EventFormat> formats = new HashMap<>();
    final Map<Integer, String> commands = new HashMap<>();
    final List<CpuData> data = new ArrayList<>();

    /** Bytes of the page header's commit field, and where a page's events begin. */
    int commitSize = 8;

    int dataOffset = 16;
    int cpus;
    Packing packing = Packing.NONE;
    String clock = "";
    String machine = "";
    long overwritten;
    Times times = new Times(0, 0, 0, 0);
    private String kallsyms = "";
    private Symbols symbols;

    /** How stamps become nanoseconds: scaled where the clock counts cycles, then shifted. */
    record Times(long multiplier, int shift, long scaledOffset, long offset) {
        long nanoseconds(long stamp) {
            long scaled = stamp;
            if (multiplier != 0) {
                long high = Math.multiplyHigh(stamp, multiplier);
                long low = stamp * multiplier;
                scaled = (shift == 0 ? low : (low >>> shift) | (high << (64 - shift))) + scaledOffset;
            }
            return scaled + offset;
        }
    }

    /** Takes {@code events/header_page}. */
    void headerPage(String text) {
        Matcher field = HEADER_FIELD.matcher(text);
        while (field.find()) {
            int number = Integer.parseInt(field.group(field.group(1).equals("data") ? 2 : 3));
            if (field.group(1).equals("data")) {
                dataOffset = number;
            } else {
                commitSize = number;
            }
        }
    }

    /** Takes one {@code format} file. */
    void format(String system, String text) {
        EventFormat.of(system, text).ifPresent(format -> formats.put(format.id(), format));
    }

    /** Takes {@code saved_cmdlines}. */
    void commands(String text) {
        for (String line : text.split("\n", MOST_NAMES)) {
            int space = line.indexOf(' ');
            if (space > 0 && space < 11 && line.chars().limit(space).allMatch(c -> c >= '0' && c <= '9')) {
                commands.put((int) Long.parseLong(line.substring(0, space)), line.substring(space + 1));
            }
        }
    }

    void kallsyms(String text) {
        kallsyms = text;
    }

    /** {@return the symbols, parsed when they are first asked for} */
    Symbols symbols() {
        if (symbols == null) {
            symbols = Symbols.of(kallsyms);
            kallsyms = "";
        }
        return symbols;
    }

    /** Takes the {@code stats} file of a CPU. */
    void statistics(String text) {
        Matcher overrun = OVERRUN.matcher(text);
        while (overrun.find()) {
            overwritten += Long.parseLong(overrun.group(1));
        }
    }

    void cpuCount(int count) throws BadFile {
        if (count < 0 || count > MOST_CPUS) {
            throw new BadFile("claims " + Integer.toUnsignedString(count) + " CPUs, more than the " + MOST_CPUS
                    + " that are read");
        }
        cpus = count;
    }

    void add(CpuData part) throws BadFile {
        if (data.size() >= MOST_CPUS) {
            throw new BadFile("has more than " + MOST_CPUS + " per-CPU buffers");
        }
        if (part.size() != 0) {
            data.add(part);
        }
    }
}
