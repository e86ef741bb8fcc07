// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord.Oops;
import probus.traces.record.TraceRecord.Position;

/** A fault that was announced ({@code Unable to handle ...}) and whose registers are still to come, if they ever do. */
final class Announcement {
    private static final Pattern ARM = Pattern.compile(
            "(?:\\S+: )?Unable to handle kernel (.{1,80}?) at (?:virtual )?(?:address )?\\[?(?:0x)?([0-9a-f]{4,16})\\b.*");
    private static final Pattern X86 = Pattern.compile(
            "BUG: (?:unable to handle )?(?:kernel )?"
                    + "(NULL pointer dereference|page fault|paging request)(?: for| at|,){0,3}(?: address:)? ?([0-9a-f]{4,16})\\b.*");
    private static final Pattern PROTECTION = Pattern.compile(
            "general protection fault(?:, .{0,40}address 0x([0-9a-f]{1,16}))?.*: [0-9a-f]{4} \\[#\\d+].*");
    private static final Pattern BUG = Pattern.compile("kernel BUG at (\\S+?)!?");
    private static final Pattern SYNDROME = Pattern.compile("\\s*ESR = 0x([0-9a-f]{1,16}).*");

    private final ConsoleLine first;
    private final Oops.Cause cause;
    private final long address;
    private final List<Position> lines = new ArrayList<>(2);
    private String syndrome = "";

    private Announcement(ConsoleLine first, Oops.Cause cause, long address) {
        this.first = first;
        this.cause = cause;
        this.address = address;
        lines.add(first.position());
    }

    /** {@return what the line announces, {@code null} if nothing} */
    static Announcement of(ConsoleLine line) {
        String text = line.text();
        Matcher fault = text.startsWith("BUG: ") ? X86.matcher(text) : ARM.matcher(text);
        boolean mayBe = text.startsWith("BUG: ") || text.contains("Unable to handle kernel");
        if (mayBe && fault.matches()) {
            boolean nothing = fault.group(1).startsWith("NULL");
            return new Announcement(
                    line, nothing ? Oops.Cause.NULL_DEREFERENCE : Oops.Cause.BAD_ADDRESS, hex(fault.group(2)));
        }
        Matcher protection = PROTECTION.matcher(text);
        if (text.startsWith("general protection") && protection.matches()) {
            return new Announcement(line, Oops.Cause.BAD_ADDRESS, hex(protection.group(1)));
        }
        return text.startsWith("kernel BUG") && BUG.matcher(text).matches()
                ? new Announcement(line, Oops.Cause.BUG, -1)
                : null;
    }

    /** {@return the syndrome register on an {@code ESR = } line, {@code ""} on any other} */
    static String syndromeOn(String text) {
        if (!text.contains("ESR = ")) {
            return "";
        }
        Matcher matcher = SYNDROME.matcher(text);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** Adds the syndrome, by which two faults may differ. */
    void syndrome(String value) {
        syndrome = value;
    }

    String syndrome() {
        return syndrome;
    }

    ConsoleLine first() {
        return first;
    }

    Oops.Cause cause() {
        return cause;
    }

    long address() {
        return address;
    }

    List<Position> lines() {
        return lines;
    }

    /** {@return this as an oops of which nothing else is known} */
    Oops alone() {
        return new Oops(
                first.position(), first.time(), -1, -1, "", address, "", "", List.of(), List.copyOf(lines), cause);
    }

    /** {@return the number, -1 for {@code null}} */
    static long hex(String digits) {
        return digits == null ? -1 : Long.parseUnsignedLong(digits, 16);
    }
}
