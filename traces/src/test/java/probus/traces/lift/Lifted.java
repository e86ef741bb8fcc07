// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import probus.facts.ProbeEvent;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/**
 * Lifts traces written by hand, in a short form: {@code <task>-<pid> <what>} per line, where what is {@code function args} for
 * an entry, {@code <function ret=...} for a return, {@code !event text} for an event of the kernel's own and
 * {@code #...} for any line as it is. Line numbers give the times, in milliseconds.
 */
final class Lifted implements BootSink {
    final List<ProbeEvent> events = new ArrayList<>();
    final List<BootSummary> summaries = new ArrayList<>();

    static Lifted of(String... lines) {
        StringBuilder text = new StringBuilder("# tracer: nop\n#\n");
        for (int i = 0; i < lines.length; i++) {
            text.append(lines[i].startsWith("#") ? lines[i] : line(i + 1, lines[i]))
                    .append('\n');
        }
        return read(text.toString());
    }

    static Lifted read(String text) {
        Lifted lifted = new Lifted();
        new BootReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).read("-", lifted);
        return lifted;
    }

    private static String line(int number, String line) {
        int space = line.indexOf(' ');
        String task = line.substring(0, space);
        int dash = task.lastIndexOf('-');
        int at = task.indexOf('@');
        String cpu = at < 0 ? "000" : "00" + task.substring(at + 1);
        String pid = task.substring(dash + 1, at < 0 ? task.length() : at);
        String prefix =
                String.format("%16s-%-7s [%s] d....   %5d.%06d: ", task.substring(0, dash), pid, cpu, 0, number * 1000);
        return prefix + event(line.substring(space + 1));
    }

    private static String event(String what) {
        int space = what.indexOf(' ');
        String name = space < 0 ? what : what.substring(0, space);
        String rest = space < 0 ? "" : what.substring(space);
        if (name.startsWith("!")) {
            return name.substring(1) + ":" + rest;
        }
        return name.startsWith("<")
                ? "e: (caller+0x1/0x2 <- " + name.substring(1) + ")" + rest
                : "e: (" + name + "+0x0/0x10)" + rest;
    }

    /** {@return the events without what all have, as they would be written} */
    List<String> words() {
        return events.stream().map(Lifted::words).toList();
    }

    /** {@return the events of these kinds} */
    List<String> words(Class<?>... kinds) {
        return events.stream()
                .filter(event -> List.of(kinds).contains(event.getClass()))
                .map(Lifted::words)
                .toList();
    }

    private static String words(ProbeEvent event) {
        String text = event.toString();
        int from = text.indexOf("at=");
        int to = text.indexOf(", ", from);
        String fields = to < 0 ? "" : text.substring(to + 2, text.length() - 1);
        String[] parts = fields.isEmpty() ? new String[0] : fields.split(", ", -1);
        StringBuilder words = new StringBuilder(event.at().inferred() ? "(" : "");
        words.append(event.getTask().pid()).append(' ').append(event.getClass().getSimpleName());
        for (String part : parts) {
            words.append(' ').append(part.substring(part.indexOf('=') + 1));
        }
        return words + (event.at().inferred() ? ")" : "");
    }

    @Override
    public void beginBoot(String input, int boot) {}

    @Override
    public void event(ProbeEvent event) {
        events.add(event);
    }

    @Override
    public void endBoot(BootSummary summary) {
        summaries.add(summary);
    }
}
