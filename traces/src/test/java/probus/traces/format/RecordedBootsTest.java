// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Probe;
import probus.traces.record.TraceRecord.Tracepoint;
import probus.traces.record.TraceRecord.UserSpace;

/** Reads the recorded boots, where they lie beside the sources. */
final class RecordedBootsTest {
    private final Path boots = findBoots();

    @BeforeEach
    void recordedBootsAreThere() {
        assumeThat(boots).exists();
    }

    @Test
    void everyBootHasAsManyProbeEventsAsWereCountedWhenItWasRecorded() throws IOException {
        Map<String, Integer> expected = countedEvents();
        Map<String, Integer> read = new TreeMap<>();
        for (String boot : expected.keySet()) {
            for (String name : new String[] {"trace.txt", "trace.txt.gz"}) {
                Path trace = boots.resolve(boot).resolve(name);
                if (Files.exists(trace)) {
                    read.put(boot, (int) summaryOf(trace).parentheses);
                }
            }
        }
        expected.keySet().retainAll(read.keySet());

        assertThat(read).hasSizeGreaterThan(40).isEqualTo(expected);
    }

    @Test
    void everyLineOfEveryTraceFileIsUnderstood() throws IOException {
        try (Stream<Path> files = Files.walk(boots)) {
            for (Path trace : (Iterable<Path>) files.filter(RecordedBootsTest::isTrace)::iterator) {
                Summary summary = summaryOf(trace);

                assertThat(summary.counts.firstSkipped()).as("%s", trace).isEmpty();
                assertThat(summary.userSpace).as("%s", trace).isEqualTo(1);
                assertThat(summary.lost > 0)
                        .as("%s", trace)
                        .isEqualTo(trace.toString().contains("smallbuf"));
            }
        }
    }

    @Test
    void probesInsideAFunctionGraphAreRead() throws IOException {
        Path run = boots.resolve("K-fixed/sync-fgkp/run01/trace.txt.gz");

        assertThat(summaryOf(run).probes).isGreaterThan(500);
    }

    private static Summary summaryOf(Path trace) throws IOException {
        Summary summary = new Summary();
        try (Input input = Input.open(trace.toString(), InputStream.nullInputStream())) {
            LineReader lines = input.lines(LineReader.DEFAULT_LIMIT);
            FtraceText format = new FtraceText(Interest.everything());
            assertThat(format.recognises(lines.head())).as("%s", trace).isTrue();
            format.read(
                    lines,
                    read -> {
                        summary.probes += read instanceof Probe ? 1 : 0;
                        summary.parentheses += hasParentheses(read) ? 1 : 0;
                        summary.userSpace += read instanceof UserSpace ? 1 : 0;
                        summary.lost += read instanceof Lost ? 1 : 0;
                    },
                    summary.counts);
        }
        return summary;
    }

    private Map<String, Integer> countedEvents() throws IOException {
        Pattern bootOrCount = Pattern.compile("^ \"([^\"]+)\": \\{|^  \"kprobe_events\": (\\d+)", Pattern.MULTILINE);
        Map<String, Integer> counts = new TreeMap<>();
        Matcher matcher = bootOrCount.matcher(Files.readString(boots.resolve("derived-facts.json")));
        String boot = "";
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                boot = matcher.group(1);
            } else {
                counts.put(boot, Integer.valueOf(matcher.group(2)));
            }
        }
        return counts;
    }

    /** What was counted: lock contention events, whose text begins with a pointer in parentheses, went with the probes. */
    private static boolean hasParentheses(TraceRecord read) {
        return read instanceof Probe
                || (read instanceof Tracepoint event && event.text().startsWith("("));
    }

    private static boolean isTrace(Path file) {
        return file.getFileName().toString().startsWith("trace.txt");
    }

    private static Path findBoots() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path boots = folder.resolve("../shared/kernel-traces").normalize();
            if (Files.isDirectory(boots)) {
                return boots;
            }
        }
        return Path.of("no-recorded-boots");
    }

    private static final class Summary {
        private final Counts counts = new Counts();
        private long probes;
        private long parentheses;
        private long userSpace;
        private long lost;
    }
}
