// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** The options of a file: numbered, each with a length, so that an unknown one is skipped. */
final class Options {
    /** Parts that a version 7 file keeps in sections of their own. */
    enum Section {
        HEADER_INFO(16),
        FTRACE_EVENTS(17),
        EVENT_FORMATS(18),
        KALLSYMS(19),
        PRINTK(20),
        COMMAND_LINES(21);

        private final int option;

        Section(int option) {
            this.option = option;
        }
    }

    private static final int DONE = 0;
    private static final int DATE = 1;
    private static final int CPU_STATISTICS = 2;
    private static final int BUFFER = 3;
    private static final int TRACE_CLOCK = 4;
    private static final int MACHINE = 5;
    private static final int OFFSET = 7;
    private static final int CPU_COUNT = 8;
    private static final int TSC_TO_NANOSECONDS = 14;
    private static final int LONGEST = 1 << 24;

    private final Description about;
    private final boolean sections;
    private final int pageSize;

    /** Where the sections of a version 7 file are. */
    final Map<Section, Long> places = new EnumMap<>(Section.class);

    /** Where the other buffers of a version 6 file are described, by their names. */
    final Map<String, Long> instances = new java.util.LinkedHashMap<>();

    /** A version 6 file has the clock behind the offsets of its CPUs where it has this option. */
    boolean clockFollows;

    private long multiplier;
    private int shift;
    private long scaledOffset;
    private long offset;

    Options(Description about, boolean sections, int pageSize) {
        this.about = about;
        this.sections = sections;
        this.pageSize = pageSize;
    }

    /** {@return where the next options are, 0 if these are the last} */
    long read(Cursor from) throws IOException {
        while (true) {
            int option = from.unsignedShort();
            if (option == DONE && !sections) {
                return 0;
            }
            long length = from.number() & 0xffff_ffffL;
            if (length > LONGEST) {
                throw new BadFile("an option claims " + length + " bytes");
            }
            Cursor content = Cursor.of(from.bytes(length));
            if (option == DONE) {
                return content.left() >= 8 ? content.longNumber() : 0;
            }
            take(option, content);
            about.times = new Description.Times(multiplier, shift, scaledOffset, offset);
        }
    }

    private void take(int option, Cursor content) throws IOException {
        switch (option) {
            case DATE -> offset += number(content) * 1000;
            case OFFSET -> offset += number(content);
            case CPU_STATISTICS -> about.statistics(text(content));
            case BUFFER -> buffer(content);
            case TRACE_CLOCK -> {
                clockFollows = true;
                about.clock = clock(text(content));
            }
            case MACHINE -> about.machine = text(content);
            case CPU_COUNT -> about.cpuCount(content.number());
            case TSC_TO_NANOSECONDS -> {
                multiplier = content.number() & 0xffff_ffffL;
                shift = content.number() & 63;
                scaledOffset = content.longNumber();
            }
            default -> section(option, content);
        }
    }

    private void section(int option, Cursor content) throws IOException {
        for (Section section : Section.values()) {
            if (section.option == option && content.left() >= 8) {
                places.put(section, content.longNumber());
            }
        }
    }

    private void buffer(Cursor content) throws IOException {
        long place = content.longNumber();
        String name = content.text();
        if (!sections) {
            instances.put(name, place);
            return;
        }
        String clock = content.text();
        about.clock = about.clock.isEmpty() || name.isEmpty() ? clock : about.clock;
        int bytes = content.number();
        int count = content.number();
        for (int i = 0; i < count; i++) {
            int cpu = content.number();
            about.add(new Description.CpuData(
                    name, cpu, content.longNumber(), content.longNumber(), bytes > 0 ? bytes : pageSize));
        }
    }

    /** {@return the clock in use: {@code local} of {@code [local] global counter}} */
    static String clock(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', open + 1);
        return open < 0 || close < 0 ? "" : text.substring(open + 1, close);
    }

    private static String text(Cursor content) throws IOException {
        ByteBuffer bytes = content.bytes(content.left());
        String text = StandardCharsets.UTF_8.decode(bytes).toString();
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Written as text, in hexadecimal with 0x. */
    private static long number(Cursor content) throws IOException {
        String text = text(content).strip();
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        try {
            long value = digits.startsWith("0x")
                    ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : Long.parseUnsignedLong(digits);
            return negative ? -value : value;
        } catch (NumberFormatException none) {
            throw new BadFile("a time offset is no number");
        }
    }
}
