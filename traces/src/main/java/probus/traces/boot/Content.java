// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.dat.DatReader;
import probus.traces.format.ConsoleLog;
import probus.traces.format.FtraceLine;
import probus.traces.format.FtraceText;
import probus.traces.format.Interest;
import probus.traces.input.Head;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;

/** What a file of a boot is, told by its first lines; by its name only where the lines leave it open. */
enum Content {
    /** {@code cmdline.txt}. */
    COMMAND_LINE,
    /** {@code bootconfig.txt}. */
    BOOT_CONFIG,
    /** {@code kprobe_events}, {@code kprobe_profile}, or both under headers. */
    PROBES,
    /** A {@code trace} file with probe events. */
    PROBE_TRACE,
    /** A {@code trace.dat}. */
    BINARY_TRACE,
    /** What trace-cmd or perf printed of one. */
    REPORTED_TRACE,
    /** A {@code trace} file with other kernel events only. */
    EVENT_TRACE,
    /** A {@code trace} file with calls only: they do not say which device. */
    CALL_TRACE,
    /** A {@code trace} file without anything in it. */
    EMPTY_TRACE,
    /** A console log. */
    CONSOLE,
    /** Anything else: binary, reports, notes. */
    UNKNOWN;

    private static final Pattern PARAMETER =
            Pattern.compile("(?:^|.*\\s)\"?(?:console|root|bootconfig|BOOT_IMAGE|trace_event"
                    + "|trace_buf_size|kprobe_event|driver_async_probe|ftrace\\w*)(?:=.*|$|\\s.*)");
    private static final Pattern BOOT_CONFIG_KEY =
            Pattern.compile("\\s*(?:ftrace|kernel|init)(?:\\.[\\w.*-]+)?\\s*(?:\\{|\\+?=|:=).*");
    private static final Pattern PROBE_LINE = Pattern.compile(
            "[prf]\\d{0,9}:\\S+ \\S.*|\\s*(?:={2,}|-{2,}|#+)\\s*(?:\\S*/)?(?:kprobe_|dynamic_)(?:events|profile).*");
    private static final Pattern PROFILE_LINE = Pattern.compile("\\s+\\w+\\s+\\d+\\s+\\d+\\s*");

    /** {@return whether this says what was recorded} */
    boolean isSide() {
        return this == COMMAND_LINE || this == BOOT_CONFIG || this == PROBES;
    }

    /** {@return whether this is a trace that has events to be lifted} */
    boolean hasEvents() {
        return compareTo(PROBE_TRACE) >= 0 && compareTo(CALL_TRACE) <= 0;
    }

    /**
     * Tells what a file is.
     *
     * @param name its name, without folder
     */
    static Content of(String name, Head head) throws UnreadableInput {
        if (DatReader.recognises(head)) {
            return BINARY_TRACE;
        }
        if (isBinary(head)) {
            return UNKNOWN;
        }
        Optional<FtraceText.Dialect> dialect = FtraceText.dialect(head);
        if (dialect.isPresent()) {
            Content content = ofTrace(head);
            boolean kernels = dialect.get() == FtraceText.Dialect.KERNEL;
            return content == PROBE_TRACE && !kernels ? REPORTED_TRACE : content;
        }
        return ConsoleLog.recognised(head) ? CONSOLE : ofLines(name.toLowerCase(Locale.ROOT), head);
    }

    private static boolean isBinary(Head head) {
        for (int i = 0; i < Math.min(512, head.length()); i++) {
            int c = head.at(i);
            boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0x1b;
            // consoles begin with NUL bytes where the line was not driven yet
            if (control && c != 0) {
                return true;
            }
        }
        return head.length() == 0;
    }

    private static Content ofTrace(Head head) throws UnreadableInput {
        FtraceLine line = new FtraceLine(Interest.everything());
        LineReader lines = head.lines();
        Content best = EMPTY_TRACE;
        while (lines.next() && best != PROBE_TRACE) {
            Content found = switch (line.parse(lines.bytes(), lines.from(), lines.to())) {
                case PROBE -> PROBE_TRACE;
                case TRACEPOINT, OTHER_EVENT -> EVENT_TRACE;
                case FUNCTION, GRAPH -> CALL_TRACE;
                default -> EMPTY_TRACE;
            };
            best = found.compareTo(best) < 0 ? found : best;
        }
        return best;
    }

    /** {@return the only CPU of which the first events are, -1 if there are several or none} */
    static int onlyCpu(Head head) throws UnreadableInput {
        FtraceLine line = new FtraceLine(Interest.everything());
        LineReader lines = head.lines();
        int only = -1;
        while (lines.next()) {
            line.parse(lines.bytes(), lines.from(), lines.to());
            if (line.isEvent()) {
                if (only >= 0 && only != line.cpu()) {
                    return -1;
                }
                only = line.cpu();
            }
        }
        return only;
    }

    private static Content ofLines(String name, Head head) throws UnreadableInput {
        LineReader lines = head.lines();
        int filled = 0;
        int profile = 0;
        String first = "";
        while (lines.next()) {
            String text = lines.text();
            if (PROBE_LINE.matcher(text).matches()) {
                return PROBES;
            }
            if (text.isBlank()) {
                continue;
            }
            filled++;
            profile += PROFILE_LINE.matcher(text).matches() ? 1 : 0;
            first = first.isEmpty() && text.charAt(0) != '#' ? text : first;
        }
        if (filled > 0 && profile == filled) {
            return PROBES;
        }
        if (BOOT_CONFIG_KEY.matcher(first).matches() || (filled > 1 && name.contains("bootconfig"))) {
            return BOOT_CONFIG;
        }
        Matcher parameter = PARAMETER.matcher(first);
        boolean oneLine = filled == 1;
        return oneLine && (parameter.matches() || name.contains("cmdline")) ? COMMAND_LINE : UNKNOWN;
    }
}
