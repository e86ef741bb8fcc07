// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Oops;
import probus.traces.record.TraceRecord.Position;

/** A report that the kernel is in the middle of printing: what has been read of it so far. */
final class Report {
    /** What is being printed. */
    enum Type {
        OOPS,
        KASAN,
        WARNING,
        DUPLICATE
    }

    private static final int MAX_FRAMES = 128;
    private static final int MAX_LINES = 256;
    private static final Pattern REGISTER = Pattern.compile("\\bx(\\d{1,2}) *: ([0-9a-f]{16})\\b");
    private static final Pattern FAULTED = Pattern.compile("\\(([0-9a-f]{8})\\)");

    final Type type;
    final ConsoleLine first;
    final List<String> frames = new ArrayList<>();
    private final List<Position> lines = new ArrayList<>();
    private final long[] registers = new long[31];
    int cpu = -1;
    int pid = -1;
    String command = "";
    /** The file name of a duplicate, the source line of a warning, the kind of a KASAN report. */
    String subject = "";
    /** The function of the header, which the program counter of a warning must agree with. */
    String function = "";

    /** The program counter with its offset, which the first frame of its call trace repeats. */
    String counter = "";

    String link = "";
    String syndrome = "";
    long address = -1;
    boolean taskSeen;
    boolean tracing;
    int idle;
    private boolean registersSeen;
    private int instruction;

    Report(Type type, ConsoleLine first) {
        this.type = type;
        this.first = first;
        add(first);
    }

    void add(ConsoleLine line) {
        if (lines.size() < MAX_LINES) {
            lines.add(line.position());
        }
    }

    void frame(ConsoleLine line, String printed) {
        if (frames.size() < MAX_FRAMES) {
            frames.add(Symbol.function(printed));
            add(line);
        }
        idle = 0;
    }

    /** Remembers the arm64 registers on a line, if there are any. */
    void registers(String text) {
        Matcher matcher = REGISTER.matcher(text);
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1));
            if (number < registers.length) {
                registers[number] = Long.parseUnsignedLong(matcher.group(2), 16);
                registersSeen = true;
            }
        }
    }

    void code(String text) {
        Matcher matcher = FAULTED.matcher(text);
        if (matcher.find()) {
            instruction = Integer.parseUnsignedInt(matcher.group(1), 16);
        }
    }

    /** {@return the address that the faulting instruction touched, where registers and code say it} */
    OptionalLong touched() {
        return registersSeen && instruction != 0
                ? FaultingInstruction.address(instruction, registers)
                : OptionalLong.empty();
    }

    /** {@return whether this report still waits for the line that names its task} */
    boolean wantsTask(int printedPid) {
        return !taskSeen && (pid < 0 || pid == printedPid);
    }

    /** {@return whether this report still waits for its program counter, and it may be this one} */
    boolean wantsCounter(String printed) {
        if (!taskSeen || !counter.isEmpty()) {
            return false;
        }
        boolean ofWarning = type == Type.WARNING && Symbol.function(printed).equals(function);
        return type == Type.OOPS || ofWarning;
    }

    /** {@return whether nothing but the call trace is to come} */
    boolean pastCounter() {
        return type == Type.DUPLICATE || type == Type.KASAN || !counter.isEmpty();
    }

    /** {@return the record of what was read; {@code announced} may be {@code null}} */
    TraceRecord finished(Announcement announced) {
        return switch (type) {
            case OOPS -> oops(announced);
            case KASAN -> kasan();
            case WARNING ->
                new TraceRecord.Warning(
                        first.position(),
                        first.time(),
                        cpu,
                        pid,
                        command,
                        subject,
                        function,
                        callTrace(),
                        sorted(lines));
            case DUPLICATE ->
                new TraceRecord.SysfsDuplicate(
                        first.position(), first.time(), cpu, pid, command, subject, callTrace(), sorted(lines));
        };
    }

    private Oops oops(Announcement announced) {
        ConsoleLine begin = announced == null ? first : announced.first();
        List<Position> all = new ArrayList<>(lines);
        if (announced != null) {
            announced.lines().stream().filter(line -> !all.contains(line)).forEach(all::add);
        }
        Oops.Cause cause = announced == null ? Oops.Cause.OTHER : announced.cause();
        long fault = announced != null && announced.address() != -1 ? announced.address() : address;
        return new Oops(
                begin.position(),
                begin.time(),
                cpu,
                pid,
                command,
                fault,
                Symbol.function(counter),
                Symbol.function(link),
                callTrace(),
                sorted(all),
                cause);
    }

    private Oops kasan() {
        int inner = Math.max(0, frames.indexOf(function));
        return new Oops(
                first.position(),
                first.time(),
                cpu,
                pid,
                command,
                address,
                function,
                "",
                List.copyOf(frames.subList(inner, frames.size())),
                sorted(lines),
                Oops.Cause.KASAN);
    }

    /** x86 does not repeat the function of the program counter as the first frame, arm64 does. */
    private List<String> callTrace() {
        String inner = Symbol.function(counter);
        if (inner.isEmpty() || (!frames.isEmpty() && frames.get(0).equals(inner))) {
            return List.copyOf(frames);
        }
        List<String> all = new ArrayList<>(frames);
        all.add(0, inner);
        return List.copyOf(all);
    }

    private static List<Position> sorted(List<Position> lines) {
        return lines.stream().sorted(Comparator.comparingLong(Position::line)).toList();
    }
}
