// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes small files of version 6, little-endian with a {@code long} of 64 bits, that {@code trace-cmd} reads as well. */
public final class DatWriter {
    private static final int PAGE = 4096;
    private static final int HEAD = 16;
    private static final String HEADER_PAGE = """
            \tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;
            \tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;
            \tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;
            \tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;
            """;
    private static final String HEADER_EVENT = """
            # compressed entry header
            \ttype_len    :    5 bits
            \ttime_delta  :   27 bits
            \tarray       :   32 bits

            \tpadding     : type == 29
            \ttime_extend : type == 30
            \ttime_stamp : type == 31
            \tdata max type_len  == 28
            """;
    private static final String COMMON = """
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;
            """;

    private final Map<String, List<String>> formats = new LinkedHashMap<>();
    private final Map<Integer, ByteArrayOutputStream> cpus = new TreeMap<>();
    private final Map<Integer, Long> times = new TreeMap<>();
    private final StringBuilder commands = new StringBuilder();
    private String kallsyms = "";

    /** Describes an event; {@code fields} are lines of its format file behind the common ones. */
    public DatWriter format(String system, String name, int id, String fields, String print) {
        formats.computeIfAbsent(system, none -> new ArrayList<>())
                .add("name: " + name + "\nID: " + id + "\nformat:\n" + COMMON + "\n" + fields + "\nprint fmt: " + print
                        + "\n");
        return this;
    }

    /** Gives the kernel's symbols. */
    public DatWriter kallsyms(String lines) {
        kallsyms = lines;
        return this;
    }

    /** Names a task. */
    public DatWriter task(int pid, String command) {
        commands.append(pid).append(' ').append(command).append('\n');
        return this;
    }

    /**
     * Adds an event to the buffer of a CPU, which is one page.
     *
     * @param time nanoseconds, not before that of the CPU's last event
     * @param data behind the common fields, a multiple of four bytes, at most 104
     */
    public DatWriter event(int cpu, long time, int id, int pid, byte[] data) {
        ByteArrayOutputStream page = cpus.computeIfAbsent(cpu, none -> new ByteArrayOutputStream());
        long delta = page.size() == 0 ? 0 : time - times.get(cpu);
        if (page.size() == 0) {
            page.writeBytes(buffer(HEAD).putLong(time).putLong(0).array());
        }
        times.put(cpu, time);
        int words = (8 + data.length) / 4;
        page.writeBytes(buffer(12)
                .putInt((int) (delta << 5 | words))
                .putShort((short) id)
                .putShort((short) 0)
                .putInt(pid)
                .array());
        page.writeBytes(data);
        return this;
    }

    /** {@return a buffer in the file's order} */
    public static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return the file} */
    public byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {0x17, 0x08, 0x44});
        text(file, "tracing6");
        file.writeBytes(new byte[] {0, 8});
        number(file, PAGE);
        text(file, "header_page");
        sized(file, HEADER_PAGE);
        text(file, "header_event");
        sized(file, HEADER_EVENT);
        List<String> tracers = formats.getOrDefault("ftrace", List.of());
        number(file, tracers.size());
        tracers.forEach(format -> sized(file, format));
        number(file, formats.size() - (tracers.isEmpty() ? 0 : 1));
        formats.forEach((system, all) -> {
            if (!system.equals("ftrace")) {
                text(file, system);
                number(file, all.size());
                all.forEach(format -> sized(file, format));
            }
        });
        number(file, kallsyms.length());
        file.writeBytes(kallsyms.getBytes(StandardCharsets.ISO_8859_1));
        number(file, 0);
        sized(file, commands.toString());
        data(file);
        return file.toByteArray();
    }

    private void data(ByteArrayOutputStream file) {
        number(file, cpus.size());
        text(file, "options  ");
        file.writeBytes(new byte[] {0, 0});
        text(file, "flyrecord");
        long first = ((long) file.size() + 16L * cpus.size() + PAGE - 1) / PAGE * PAGE;
        for (int i = 0; i < cpus.size(); i++) {
            file.writeBytes(
                    buffer(16).putLong(first + (long) i * PAGE).putLong(PAGE).array());
        }
        file.writeBytes(new byte[(int) first - file.size()]);
        for (ByteArrayOutputStream cpu : cpus.values()) {
            byte[] page = Arrays.copyOf(cpu.toByteArray(), PAGE);
            ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putLong(8, cpu.size() - HEAD);
            file.writeBytes(page);
        }
    }

    private static void text(ByteArrayOutputStream file, String text) {
        file.writeBytes((text + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void number(ByteArrayOutputStream file, int number) {
        file.writeBytes(buffer(4).putInt(number).array());
    }

    private static void sized(ByteArrayOutputStream file, String text) {
        file.writeBytes(buffer(8).putLong(text.length()).array());
        file.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
