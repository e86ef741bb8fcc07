// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises the first lines of reports, and the lines by which KASAN says more. */
final class ReportHeader {
    private static final String SYMBOL = "([A-Za-z_$][\\w.$]*(?:\\+0x[0-9a-f]+/0x[0-9a-f]+)?)";
    private static final Pattern WARNING =
            Pattern.compile("WARNING: CPU: (\\d{1,6}) PID: (\\d{1,9}) at (?:(\\S{1,300}:\\d+) )?" + SYMBOL + ".*");
    private static final Pattern WARNING_SINCE_6_18 = Pattern.compile(
            "WARNING: (?:(\\S{1,300}:\\d+) )?at " + SYMBOL + "[^,]{0,80}, CPU#(\\d{1,6}): (.{1,40})/(\\d{1,9})");
    private static final Pattern DUPLICATE =
            Pattern.compile("sysfs: cannot create duplicate filename '([^']{1,1000})'.*");
    private static final Pattern KASAN = Pattern.compile("BUG: KASAN: (.{1,60}?) in " + SYMBOL + ".*");
    private static final Pattern KASAN_ACCESS = Pattern.compile(
            "(?:Read|Write|Free) (?:of size \\d+ at|of) addr (?:0x)?([0-9a-f]{1,16}) by task (.{1,40})/(\\d{1,9})");
    private static final Pattern KASAN_OTHER_STACK =
            Pattern.compile("(?:Allocated|Freed) by task \\d+.*|Last potentially.*");
    private static final Pattern SYNDROME = Pattern.compile("Internal error: Oops: ([0-9a-f]{1,16}) .*");

    private ConsoleLine message;
    private boolean cut;

    /** {@return the report that begins on a line, {@code null} if none does} */
    Report accept(ConsoleLine line) {
        String text = line.text();
        if (text.startsWith("------------[ cut here ]")) {
            message = null;
            cut = true;
            return null;
        }
        Report report = null;
        if (text.startsWith("WARNING: ")) {
            report = warning(line);
        } else if (text.startsWith("sysfs: cannot create duplicate")) {
            report = duplicate(line);
        } else if (text.startsWith("BUG: KASAN: ")) {
            report = kasan(line);
        }
        message = report == null && cut ? line : null;
        cut = false;
        return report;
    }

    private Report warning(ConsoleLine line) {
        Matcher old = WARNING.matcher(line.text());
        Matcher recent = WARNING_SINCE_6_18.matcher(line.text());
        Report report = new Report(Report.Type.WARNING, line);
        if (old.matches()) {
            report.cpu = Integer.parseInt(old.group(1));
            report.pid = Integer.parseInt(old.group(2));
            report.subject = old.group(3) == null ? "" : old.group(3);
            report.function = Symbol.function(old.group(4));
        } else if (recent.matches()) {
            report.subject = recent.group(1) == null ? "" : recent.group(1);
            report.function = Symbol.function(recent.group(2));
            report.cpu = Integer.parseInt(recent.group(3));
            report.command = recent.group(4);
            report.pid = Integer.parseInt(recent.group(5));
        } else {
            return null;
        }
        if (message != null && message.position().line() == line.position().line() - 1) {
            report.add(message);
        }
        return report;
    }

    private static Report duplicate(ConsoleLine line) {
        Matcher matcher = DUPLICATE.matcher(line.text());
        if (!matcher.matches()) {
            return null;
        }
        Report report = new Report(Report.Type.DUPLICATE, line);
        report.subject = matcher.group(1);
        return report;
    }

    private static Report kasan(ConsoleLine line) {
        Matcher matcher = KASAN.matcher(line.text());
        if (!matcher.matches()) {
            return null;
        }
        Report report = new Report(Report.Type.KASAN, line);
        report.subject = matcher.group(1);
        report.function = Symbol.function(matcher.group(2));
        return report;
    }

    /** {@return whether the line belongs to a KASAN report, which then knows what it says} */
    boolean kasanDetail(Report report, ConsoleLine line) {
        Matcher access = KASAN_ACCESS.matcher(line.text());
        if (access.matches() && report.pid < 0) {
            report.address = hexOrUnknown(access.group(1));
            report.command = access.group(2);
            report.pid = Integer.parseInt(access.group(3));
            report.add(line);
            return true;
        }
        if (KASAN_OTHER_STACK.matcher(line.text()).matches()) {
            report.tracing = false;
            report.add(line);
            return true;
        }
        return false;
    }

    /** {@return the syndrome on an {@code Internal error: Oops: } line, {@code ""} on any other} */
    static String syndrome(String text) {
        Matcher matcher = SYNDROME.matcher(text);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** {@return a hexadecimal number, -1 where it is none} */
    static long hexOrUnknown(String digits) {
        try {
            return Long.parseUnsignedLong(digits, 16);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
