// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;

/**
 * A line of the input, condensed but recognisable: prefixes and flags are cut, offsets too; what remains can be searched
 * for in the input.
 *
 * @param time as printed, seconds; {@code ""} if the line has none
 * @param cpu {@code [003]}, {@code ""} if not told
 * @param task name and pid, {@code ""} if not told
 * @param body what happened
 */
record TraceLine(String time, String cpu, String task, String body) {
    /** Longer ones are cut before they are looked at: the input may be hostile. */
    private static final int LONGEST = 600;

    /** What a message says first says what it is. */
    private static final int NAME_MAX = 44;

    /** Task, CPU with or without brackets (there the flags are glued to it), flags, time. All layouts of ftrace text. */
    private static final Pattern LAYOUT = Pattern.compile(
            "\\s*(\\S{1,40}(?: \\S{1,20})?-\\d+)\\s+(?:\\([-\\d ]+\\)\\s+)?"
                    + "(?:\\[(\\d+)]|(\\d+)(?=[^\\d\\s]))\\S*\\s+(?:[^\\d\\s]\\S*\\s+)?(\\d+\\.\\d+|\\d+us)\\s*:\\s+(.*)");

    private static final Pattern PRINTK = Pattern.compile("(?:<\\d+>)?\\[ *(\\d+\\.\\d+)](?:\\[ *[TC]\\d+])? ?");
    private static final Pattern OFFSET = Pattern.compile("\\+0x[0-9a-f]+/0x[0-9a-f]+");
    private static final Pattern POINTER = Pattern.compile("0x[0-9a-f]{8}([0-9a-f]{8})\\b");

    /** {@return a line of the input} */
    static TraceLine of(String raw) {
        String text = Words.safe(raw.length() > LONGEST ? raw.substring(0, LONGEST) : raw);
        Matcher printk = PRINTK.matcher(text);
        boolean console = printk.lookingAt();
        String line = console ? text.substring(printk.end()) : text;
        Matcher layout = LAYOUT.matcher(line);
        if (!layout.matches()) {
            return new TraceLine(console ? printk.group(1) : "", "", "", line.strip());
        }
        String cpu = layout.group(2) != null
                ? layout.group(2)
                : Words.right(layout.group(3), 3).replace(' ', '0');
        return new TraceLine(time(layout.group(4)), "[" + cpu + "]", layout.group(1), body(layout.group(5)));
    }

    /** {@return an event whose input had no lines} */
    static TraceLine of(ProbeEvent event) {
        Stamp at = event.at();
        String cpu = at.cpu() < 0
                ? ""
                : "[" + Words.right(Integer.toString(at.cpu()), 3).replace(' ', '0') + "]";
        return new TraceLine(
                Words.seconds(at.time()),
                cpu,
                Words.safe(at.task().toString()),
                EventText.of(event, "").text());
    }

    /** {@return the same with kernel pointers cut to their last digits, which are what differs} */
    TraceLine shortened() {
        return new TraceLine(time, cpu, task, POINTER.matcher(body).replaceAll("0x…$1"));
    }

    /** {@return how many characters of the body name the event} */
    int nameLength() {
        int colon = body.indexOf(':');
        int blank = body.indexOf(' ');
        if (colon > 0 && (blank < 0 || colon < blank)) {
            return colon;
        }
        boolean event = !cpu.isEmpty() && blank > 0;
        return event ? blank : Math.min(NAME_MAX, body.length());
    }

    private static String time(String printed) {
        return printed.endsWith("us")
                ? Words.seconds(Long.parseLong(printed.substring(0, Math.min(15, printed.length() - 2))) * 1000)
                : printed;
    }

    /** An entry names its function twice; only where the probe has a name of its own both are worth reading. */
    private static String body(String printed) {
        String body = OFFSET.matcher(printed).replaceAll("").strip();
        int colon = body.indexOf(": (");
        int end = body.indexOf(')', Math.max(0, colon));
        if (colon <= 0 || end < 0) {
            return body;
        }
        String name = body.substring(0, colon);
        String place = body.substring(colon + 3, end);
        int arrow = place.indexOf("<- ");
        String function = arrow < 0 ? place : place.substring(arrow + 3);
        boolean twice = arrow < 0 ? name.equals(function) : name.startsWith(function);
        return twice ? body.substring(0, colon + 1) + body.substring(end + 1) : body;
    }
}
