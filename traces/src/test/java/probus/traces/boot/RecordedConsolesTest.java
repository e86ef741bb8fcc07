// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import probus.traces.format.ConsoleLog;
import probus.traces.format.Counts;
import probus.traces.format.Interest;
import probus.traces.input.Input;
import probus.traces.input.LineReader;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Oops;
import probus.traces.record.TraceRecord.Probe;
import probus.traces.record.TraceRecord.SysfsDuplicate;
import probus.traces.record.TraceRecord.Tracepoint;
import probus.traces.record.TraceRecord.UserSpace;
import probus.traces.record.TraceRecord.Warning;

/** The consoles of the recorded boots, where they lie beside the sources, against what is known of them. */
final class RecordedConsolesTest {
    private final Path boots = RecordedFacts.boots();

    @BeforeEach
    void recordedBootsAreThere() {
        assumeThat(boots).isNotNull();
    }

    @Test
    void everyAnnouncedFaultIsAnOops() throws IOException {
        compare(
                37,
                (boot, facts) -> RecordedFacts.list(facts, "oops").stream()
                        .map(fault ->
                                String.valueOf(RecordedFacts.asObject(fault).get("address")))
                        .sorted()
                        .toList(),
                (boot, records) -> all(Oops.class, records).stream()
                        .map(oops -> "0x" + Long.toHexString(oops.address()))
                        .sorted()
                        .toList());
    }

    @Test
    void everyOopsWhoseRegistersWerePrintedHasItsFunction() throws IOException {
        compare(
                37,
                (boot, facts) -> RecordedFacts.list(facts, "oops_pc").stream()
                        .map(counter -> String.valueOf(counter).replaceFirst("\\+.*", ""))
                        .toList(),
                (boot, records) -> printed(records).map(Oops::pc).toList());
    }

    /**
     * The known tasks are those of the first CPU line behind "Internal error": where another CPU's line comes first there
     * is none, or in one boot the task of a sysfs complaint that was printed in between.
     */
    @Test
    void theTasksOfOopsesAreThoseThatAreKnown() throws IOException {
        for (Map.Entry<String, Map<String, Object>> boot :
                RecordedFacts.read(boots).entrySet()) {
            List<String> tasks = printed(console(boot.getKey()))
                    .map(oops -> oops.command() + "-" + oops.pid() + " on CPU" + oops.cpu())
                    .toList();
            if (boot.getKey().equals("K-rc1/asyncrk-fgrich/run05")) {
                assertThat(tasks).containsExactly("kworker/u8:1-33 on CPU2");
                continue;
            }
            List<String> known = RecordedFacts.list(boot.getValue(), "oops_tasks").stream()
                    .map(String::valueOf)
                    .toList();

            assertThat(tasks).as(boot.getKey()).containsAll(known).doesNotContain("--1 on CPU-1");
        }
    }

    @Test
    void everyWarningIsRead() throws IOException {
        compare(
                26,
                (boot, facts) -> RecordedFacts.list(facts, "warn").stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList(),
                (boot, records) -> all(Warning.class, records).stream()
                        .map(warning -> warning.function() + " (" + warning.location() + ")")
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void everyDuplicateLinkIsReadWithItsWholeCallTrace() throws IOException {
        compare(
                14,
                (boot, facts) -> RecordedFacts.list(facts, "sysfs_duplicate_link").stream()
                        .map(String::valueOf)
                        .toList(),
                (boot, records) -> all(SysfsDuplicate.class, records).stream()
                        .peek(duplicate -> assertThat(duplicate.callTrace())
                                .as(boot)
                                .contains("iommu_device_link")
                                .endsWith("ret_from_fork"))
                        .map(duplicate -> "[%d.%06d, %s, %s]"
                                .formatted(
                                        duplicate.time() / 1_000_000_000,
                                        duplicate.time() / 1_000 % 1_000_000,
                                        Path.of(duplicate.path()).getName(2),
                                        Path.of(duplicate.path()).getFileName()))
                        .toList());
    }

    /**
     * What was counted is every event with parentheses behind its name, which the kernel's own lock:contention_* are too.
     * Boots with a trace file were counted there, events in graphs were not.
     */
    @Test
    void theDumpOfACrashHasAllItsEvents() throws IOException {
        compare(20, (boot, facts) -> isCrash(facts) ? counted(facts) : List.of(), (boot, records) -> {
            long events = records.stream()
                    .filter(RecordedConsolesTest::hasParentheses)
                    .count();
            boolean graph = boot.contains("-fg");
            return events == 0 || graph || hasTrace(boot) ? List.of() : List.of(String.valueOf(events));
        });
    }

    @Test
    void userSpaceIsSeenWhereItWasReached() throws IOException {
        Map<String, Boolean> expected = new TreeMap<>();
        Map<String, Boolean> read = new TreeMap<>();
        for (Map.Entry<String, Map<String, Object>> boot :
                RecordedFacts.read(boots).entrySet()) {
            // the two destroy boots crash when user space removes a device: begun, not finished
            if (!boot.getKey().contains("destroy")) {
                expected.put(boot.getKey(), (Boolean) boot.getValue().get("finished"));
                read.put(
                        boot.getKey(),
                        !all(UserSpace.class, console(boot.getKey())).isEmpty());
            }
        }

        assertThat(read).hasSizeGreaterThan(100).isEqualTo(expected);
    }

    @Test
    void inAFolderEventsAreReadOnceAndReportsAllTheSame() throws IOException {
        Path boot = boots.resolve("K-fixed/sync-tpprintk/run01");
        List<TraceRecord> records = new ArrayList<>();
        BootFolder folder = BootFolder.of(boot);
        folder.read(Interest.everything(), records::add, new Counts());

        assertThat(folder.hasTrace()).isTrue();
        assertThat(all(Probe.class, records))
                .hasSize(1897)
                .allMatch(probe -> probe.stamp().pid() >= 0);
        assertThat(all(TraceRecord.Banner.class, records)).hasSize(1);
        assertThat(all(TraceRecord.Armed.class, records)).hasSize(16);
    }

    private void compare(
            int boots,
            BiFunction<String, Map<String, Object>, List<String>> expected,
            BiFunction<String, List<TraceRecord>, List<String>> found)
            throws IOException {
        Map<String, List<String>> known = new TreeMap<>();
        Map<String, List<String>> read = new TreeMap<>();
        for (Map.Entry<String, Map<String, Object>> boot :
                RecordedFacts.read(this.boots).entrySet()) {
            put(known, boot.getKey(), expected.apply(boot.getKey(), boot.getValue()));
            put(read, boot.getKey(), found.apply(boot.getKey(), console(boot.getKey())));
        }

        assertThat(read).hasSizeGreaterThanOrEqualTo(boots).isEqualTo(known);
    }

    private static void put(Map<String, List<String>> lists, String boot, List<String> list) {
        if (!list.isEmpty()) {
            lists.put(boot, list);
        }
    }

    private List<TraceRecord> console(String boot) throws IOException {
        Path log = boots.resolve(boot).resolve("console.log");
        Path packed = boots.resolve(boot).resolve("console.log.gz");
        List<TraceRecord> records = new ArrayList<>();
        String name = (Files.exists(log) ? log : packed).toString();
        try (Input input = Input.open(name, InputStream.nullInputStream())) {
            LineReader lines = input.lines(LineReader.DEFAULT_LIMIT);
            ConsoleLog format = new ConsoleLog(Interest.everything(), ConsoleLog.Events.READ);
            assertThat(format.recognises(lines.head())).as(boot).isTrue();
            Counts counts = new Counts();
            format.read(lines, records::add, counts);
            assertThat(counts.firstSkipped()).as(boot).isEmpty();
        }
        return records;
    }

    private boolean hasTrace(String boot) {
        return Files.exists(boots.resolve(boot).resolve("trace.txt"))
                || Files.exists(boots.resolve(boot).resolve("trace.txt.gz"));
    }

    private static Stream<Oops> printed(List<TraceRecord> records) {
        return all(Oops.class, records).stream().filter(oops -> oops.pid() >= 0);
    }

    private static boolean isCrash(Map<String, Object> facts) {
        return facts.containsKey("oops") && facts.containsKey("kprobe_events");
    }

    private static List<String> counted(Map<String, Object> facts) {
        return List.of(String.valueOf(facts.get("kprobe_events")));
    }

    private static boolean hasParentheses(TraceRecord read) {
        return read instanceof Probe
                || (read instanceof Tracepoint event && event.event().startsWith("contention"));
    }

    private static <T extends TraceRecord> List<T> all(Class<T> kind, List<TraceRecord> records) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
