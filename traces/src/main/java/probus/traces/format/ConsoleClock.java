// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord.Position;

/**
 * Takes the lines of one log apart. In front of a message may stand, in this order, what the program that watched the console
 * wrote there, what a log daemon wrote, and the kernel's own stamp; {@code dmesg} writes that in many styles.
 */
final class ConsoleClock {
    private static final String LEVEL = "(?:<\\d{1,5}>|(?:kern|user|daemon|syslog|auth) {0,4}:"
            + "(?:emerg|alert|crit|err|warn|notice|info|debug) {0,3}: ?)?";
    private static final String SINCE_LAST = "(?: <[ \\d.+-]{1,20}>)?";

    /** The first part that a line begins with; ten digits of seconds would not fit into a long of nanoseconds. */
    private static final Pattern BOOT_TIME =
            Pattern.compile(LEVEL + "\\[ {0,8}(\\d{1,9})\\.(\\d{1,9})" + SINCE_LAST + "](?:\\[ *([TC]\\d{1,10})])? ?");

    /** {@code dmesg -e} and {@code --time-format=delta}. */
    private static final Pattern DELTA =
            Pattern.compile(LEVEL + "\\[(?:<| *\\+| *(?=-)) *(-?)(\\d{1,9})\\.(\\d{1,9})>?] ?");

    /** {@code cat /dev/kmsg}. */
    private static final Pattern DEVICE =
            Pattern.compile("\\d{1,5},\\d{1,19},(\\d{1,15}),[^;]{0,40}?(?:,caller=([TC]\\d{1,10}))?;");

    /** {@code [Nov22 10:00]} of {@code dmesg -e}. */
    private static final Pattern MINUTE =
            Pattern.compile(LEVEL + "\\[([A-Z][a-z]{2}) ?(\\d{1,2}) (\\d\\d):(\\d\\d)] ?");

    private static final Pattern TIME_OF_DAY = Pattern.compile(LEVEL
            + "(?<open>\\[)?(?:(?:[A-Z][a-z]{2} )?"
            + "(?:(?<name>[A-Z][a-z]{2}) {1,2}(?<day>\\d{1,2})|(?<year>\\d{4})-(?<month>\\d\\d)-(?<date>\\d\\d))[T ])?"
            + "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)(?:(?<point>[.,])(?<fraction>\\d{1,9}))?"
            + "(?:Z| ?[+-]\\d\\d:?\\d\\d| UTC| GMT| [A-Z]{2,4}T)?(?: (?<last>\\d{4}))?" + SINCE_LAST + "]?:? ?");

    /** What {@code grabserial} and the like put in front: seconds since something. */
    private static final Pattern STOPWATCH = Pattern.compile("\\[\\d{1,9}\\.\\d{1,9} {1,6}\\d{1,9}\\.\\d{1,9}] ");

    /** {@code journalctl -o short-unix} and others have the host in front of the kernel's name. */
    private static final Pattern HOST = Pattern.compile("(?:\\d{9,10}\\.\\d{1,9} )?\\S{1,64} kernel: ");

    /** A message that came while something else stood on the line, as a prompt. */
    private static final Pattern PROMPT = Pattern.compile("[^\\[\\]]{1,40}(?=\\[ {0,4}\\d{1,5}\\.\\d{6}] )");

    private static final Pattern NOISE =
            Pattern.compile("\\x1b\\[[0-9;?]*[ -/]*[@-~]|\\x1b[^\\[]|[\\x00-\\x08\\x0a-\\x1f\\x7f]");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final int LEAP_YEAR = 2000;
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_PARTS = 4;

    private long time;
    private Optional<Long> beginning = Optional.empty();
    private boolean stamped;
    private boolean kernels;
    private String caller = "";
    private String text = "";

    /** {@return whether the last line had in front what only kernels and their logs have} */
    boolean isKernels() {
        return kernels;
    }

    /** Takes the next line apart. */
    ConsoleLine take(Position position) {
        text = withoutNoise(position.text());
        caller = "";
        stamped = false;
        kernels = false;
        for (int parts = 0; parts < MOST_PARTS && part(parts == 0); parts++) {
            // on to what stands behind it
        }
        return new ConsoleLine(position, time, caller, text);
    }

    /** {@return whether something stood in front, so that more of it may follow} */
    private boolean part(boolean first) {
        return (!stamped && !text.isEmpty() && mayBegin(text.charAt(0)) && stamp())
                || host()
                || (first && behindPrompt());
    }

    /** Most messages begin with none of these, and nothing has to be tried. */
    private static boolean mayBegin(char c) {
        return c == '[' || c == '<' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || "kusda".indexOf(c) >= 0;
    }

    private boolean stamp() {
        return bootTime() || delta() || device() || minute() || timeOfDay() || stopwatch();
    }

    private boolean bootTime() {
        Matcher stamp = BOOT_TIME.matcher(text);
        if (!stamp.lookingAt()) {
            return false;
        }
        time = nanoseconds(stamp.group(1), stamp.group(2));
        caller = stamp.group(3) == null ? "" : stamp.group(3);
        return kernelsOwn(stamp);
    }

    private boolean delta() {
        Matcher stamp = DELTA.matcher(text);
        if (!stamp.lookingAt()) {
            return false;
        }
        // messages of several CPUs need not be in order
        long delta = nanoseconds(stamp.group(2), stamp.group(3));
        time = Math.max(0, stamp.group(1).isEmpty() ? time + delta : time - delta);
        return kernelsOwn(stamp);
    }

    private boolean device() {
        Matcher stamp = DEVICE.matcher(text);
        if (!stamp.lookingAt()) {
            return false;
        }
        time = Long.parseLong(stamp.group(1)) * 1000;
        caller = stamp.group(2) == null ? "" : stamp.group(2);
        return kernelsOwn(stamp);
    }

    private boolean minute() {
        Matcher stamp = MINUTE.matcher(text);
        if (!stamp.lookingAt() || !MONTHS.contains(stamp.group(1))) {
            return false;
        }
        long hours = day(LEAP_YEAR, MONTHS.indexOf(stamp.group(1)) + 1, stamp.group(2)) * 24
                + Long.parseLong(stamp.group(3));
        // only whole minutes are told: what was counted since the last one is more exact
        time = Math.max(time, sinceBeginning((hours * 60 + Long.parseLong(stamp.group(4))) * 60 * SECOND));
        return kernelsOwn(stamp);
    }

    private boolean timeOfDay() {
        Matcher stamp = TIME_OF_DAY.matcher(text);
        if (!stamp.lookingAt() || (stamp.group("name") != null && !MONTHS.contains(stamp.group("name")))) {
            return false;
        }
        long hours = day(stamp) * 24 + Long.parseLong(stamp.group("hour"));
        long seconds =
                (hours * 60 + Long.parseLong(stamp.group("minute"))) * 60 + Long.parseLong(stamp.group("second"));
        String fraction = stamp.group("fraction");
        time = sinceBeginning(seconds * SECOND + (fraction == null ? 0 : nanoseconds("0", fraction)));
        // dmesg puts the year last and in brackets, or a comma before the fraction; what others put in front may be
        // anything
        kernels |= (stamp.group("open") != null && stamp.group("last") != null) || ",".equals(stamp.group("point"));
        return behind(stamp);
    }

    private static long day(Matcher stamp) {
        if (stamp.group("name") != null) {
            int year = stamp.group("last") == null ? LEAP_YEAR : Integer.parseInt(stamp.group("last"));
            return day(year, MONTHS.indexOf(stamp.group("name")) + 1, stamp.group("day"));
        }
        if (stamp.group("year") == null) {
            return 0;
        }
        int month = Math.max(1, Math.min(MONTHS.size(), Integer.parseInt(stamp.group("month"))));
        return day(Integer.parseInt(stamp.group("year")), month, stamp.group("date"));
    }

    private static long day(int year, int month, String day) {
        return LocalDate.of(year, month, 1).toEpochDay() + Integer.parseInt(day) - 1;
    }

    private boolean stopwatch() {
        Matcher stamp = STOPWATCH.matcher(text);
        return stamp.lookingAt() && behind(stamp);
    }

    private boolean host() {
        if (!text.contains(" kernel: ")) {
            return false;
        }
        Matcher host = HOST.matcher(text);
        boolean found = host.lookingAt() && behind(host);
        kernels |= found;
        return found;
    }

    private boolean behindPrompt() {
        Matcher prompt = PROMPT.matcher(text);
        return text.indexOf('[') > 0 && prompt.lookingAt() && behind(prompt);
    }

    private boolean kernelsOwn(Matcher stamp) {
        stamped = true;
        kernels = true;
        return behind(stamp);
    }

    private boolean behind(Matcher part) {
        text = text.substring(part.end());
        return true;
    }

    private long sinceBeginning(long moment) {
        beginning = beginning.or(() -> Optional.of(moment));
        return Math.max(0, moment - beginning.get());
    }

    private static long nanoseconds(String seconds, String fraction) {
        long digits = Long.parseLong(fraction);
        for (int i = fraction.length(); i < 9; i++) {
            digits *= 10;
        }
        return Long.parseLong(seconds) * SECOND + digits;
    }

    /** What a carriage return overwrote on the terminal is not part of the line. */
    private static String withoutNoise(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                String shown = text.substring(text.lastIndexOf('\r', text.length() - 2) + 1);
                return NOISE.matcher(shown).replaceAll("");
            }
        }
        return text;
    }
}
