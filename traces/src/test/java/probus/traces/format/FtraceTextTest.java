// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import probus.traces.input.Head;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Banner;
import probus.traces.record.TraceRecord.Lost;
import probus.traces.record.TraceRecord.Tracepoint;
import probus.traces.record.TraceRecord.Unreadable;
import probus.traces.record.TraceRecord.UserSpace;

/** Whole trace files: headers, losses, what stands between events, and how the format is recognised. */
final class FtraceTextTest {
    private static final String EVENT =
            "       swapper/0-1       [002] d....     2.213267: dev_iommu_free: (dev_iommu_free+0x0/0x50) dev=\"psci\"\n";

    @Test
    void aTraceFileThatWasReadToItsEndImpliesUserSpace() {
        List<TraceRecord> records = Samples.read("# tracer: nop\n#\n# entries-in-buffer/entries-written: 1/1   #P:4\n"
                + "#\n#           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION\n" + EVENT);

        assertThat(records).hasSize(2);
        assertThat(records.get(1)).isInstanceOf(UserSpace.class);
    }

    @Test
    void aTraceFileThatWasCutAndAPipeDoNotImplyUserSpace() {
        assertThat(Samples.read("# tracer: nop\n" + EVENT.strip())).noneMatch(UserSpace.class::isInstance);
        assertThat(Samples.read(EVENT)).hasSize(1);
    }

    @Test
    void eachHeaderOfAConcatenatedFileImpliesUserSpaceBehindItsEvents() {
        List<TraceRecord> records = Samples.read(("# tracer: nop\n" + EVENT).repeat(2));

        assertThat(records).hasSize(4);
        assertThat(records.get(1)).isInstanceOf(UserSpace.class);
        assertThat(records.get(3).position().line()).isEqualTo(3);
    }

    @Test
    void theHeaderTellsThatTheOldestEventsAreGone() {
        assertThat(Samples.read("# entries-in-buffer/entries-written: 123/1897   #P:4\n"))
                .singleElement()
                .isInstanceOfSatisfying(Lost.class, lost -> {
                    assertThat(lost.kind()).isEqualTo(Lost.Kind.OVERWRITTEN);
                    assertThat(lost.count()).isEqualTo(1774);
                    assertThat(lost.cpus()).isEqualTo(4);
                    assertThat(lost.cpu()).isEqualTo(-1);
                });
    }

    @Test
    void theLatencyHeaderTellsLossesAndTheKernelVersion() {
        List<TraceRecord> records = Samples.read("""
                # nop latency trace v1.1.5 on 6.1.192
                # ------------
                # latency: 0 us, #774/1927, CPU#0 | (M:preempt VP:0, KP:0, SP:0 HP:0 #P:4)
                """);

        assertThat(records.get(0))
                .isInstanceOfSatisfying(
                        Banner.class, banner -> assertThat(banner.version()).isEqualTo("6.1.192"));
        assertThat(records.get(1))
                .isInstanceOfSatisfying(
                        Lost.class, lost -> assertThat(lost.count()).isEqualTo(1153));
    }

    @Test
    void aHeaderWithEqualNumbersTellsNoLoss() {
        assertThat(Samples.read("# entries-in-buffer/entries-written: 817/817   #P:4\n"))
                .isEmpty();
    }

    @Test
    void lossesInTheMiddleStandWhereTheyWereRead() {
        List<TraceRecord> records =
                Samples.read("CPU:2 [LOST 57 EVENTS]\nCPU:11 [LOST EVENTS]\n##### CPU 3 buffer started ####\n");

        assertThat(records).extracting(lost -> ((Lost) lost).cpu()).containsExactly(2, 11, 3);
        assertThat(records).extracting(lost -> ((Lost) lost).count()).containsExactly(57L, -1L, -1L);
        assertThat(records)
                .extracting(lost -> ((Lost) lost).kind())
                .containsExactly(Lost.Kind.DROPPED, Lost.Kind.DROPPED, Lost.Kind.BUFFER_STARTED);
    }

    @Test
    void stackTracesBelongToTheEventBeforeThemAndAreNoErrors() {
        Counts counts = new Counts();
        List<TraceRecord> records = Samples.read(
                EVENT + "       swapper/0-1       [001] d....     1.122495: <stack trace>\n => bus_for_each_dev\n"
                        + " => bus_iommu_probe\n" + EVENT,
                Interest.everything(),
                counts);

        assertThat(records).hasSize(2);
        assertThat(counts.skippedLines()).isZero();
        assertThat(counts.events()).isEqualTo(2);
        assertThat(counts.lines()).isEqualTo(5);
    }

    @Test
    void traceEventsKeepTheirText() {
        String start = "    kworker/u8:4-43      [003] ...1.     3.622381: ";

        assertThat(Samples.read(start + "contention_begin: (____ptrval____) (flags=SPIN|MUTEX)\n"))
                .singleElement()
                .isInstanceOfSatisfying(Tracepoint.class, event -> {
                    assertThat(event.event()).isEqualTo("contention_begin");
                    assertThat(event.text()).isEqualTo("(____ptrval____) (flags=SPIN|MUTEX)");
                    assertThat(event.stamp().pid()).isEqualTo(43);
                });
        assertThat(Samples.read(start + "add_device_to_group: IOMMU: groupID=0 device=ff650000.video-codec\n"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Tracepoint.class,
                        event -> assertThat(event.text()).isEqualTo("IOMMU: groupID=0 device=ff650000.video-codec"));
    }

    @Test
    void onlyWhatIsOfInterestBecomesARecordAndAllIsCounted() {
        Counts counts = new Counts();
        Interest interest = new Interest(NameLookup.of(List.of("dev_iommu_get")), NameLookup.none());

        assertThat(Samples.read(EVENT.repeat(3), interest, counts)).isEmpty();
        assertThat(counts.events()).isEqualTo(3);
    }

    @Test
    void linesThatCannotBeReadAreCountedAndTheFirstOnesShown() {
        Counts counts = new Counts();
        String junk = "this is not a trace\n";
        List<TraceRecord> records = Samples.read(EVENT + junk.repeat(7), Interest.everything(), counts);

        assertThat(records.stream().filter(Unreadable.class::isInstance)).hasSize(7);
        assertThat(counts.skippedLines()).isEqualTo(7);
        assertThat(counts.firstSkipped()).hasSize(5);
        assertThat(counts.firstSkipped().get(0).line()).isEqualTo(2);
    }

    @Test
    void aLineOverTheLimitIsUnreadableAndTheNextOneIsRead() {
        Counts counts = new Counts();
        List<TraceRecord> records =
                Samples.read(EVENT.strip() + "x".repeat(70_000) + "\n" + EVENT, Interest.everything(), counts);

        assertThat(records).hasSize(2);
        assertThat(counts.skippedLines()).isEqualTo(1);
        assertThat(records.get(0)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ptr=0xffffff80", "ret=-5", "ret=0x", "ret=100"})
    void theLastNumberOfALineWithoutNewlineMayGoOnAndIsNotKnown(String argument) {
        String name = argument.substring(0, 3);

        assertThat(Samples.probe(EVENT.strip() + " " + argument).arguments().has(name))
                .isFalse();
        assertThat(Samples.probe(EVENT.strip() + " " + argument + "\n")
                        .arguments()
                        .has(name))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ptr=0xffffff80010ad010", "ret=0", "ret=0x0", "ret=\"psci\""})
    void whatCannotGoOnIsKnownWithoutNewlineToo(String argument) {
        assertThat(Samples.probe(EVENT.strip() + " " + argument).arguments().has(argument.substring(0, 3)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# tracer: nop\n",
                "CPU:2 [LOST 57 EVENTS]\n    kworker/u8:0-8       [002] d....     1.369536: f: (f+0x0/0x340)\n",
                "kworker/-36        3d.... 3199836us : iommu_device_register: (iommu_device_register+0x0/0x80)\n",
                " 1) # 1570.960 us |  iommu_init();\n 1) + 73.264 us   |  iommu_dev_init();\n",
                "    0.397251 |   0)   swapper-1    | # 1624.160 us |  iommu_init();\n",
                "       swapper/0-1       [000] .....     0.701443: iommu_init <-do_one_initcall\n"
            })
    void ftraceIsRecognisedByItsLines(String text) throws UnreadableInput {
        assertThat(recognised(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cpus=4\n       swapper/0-1     [002] d....     2.213267: dev_iommu_free:   (ffffffc008)\n",
                "[    1.684525] kworker/-36        3d.... 3199836us : f: (f+0x0/0x80)\n",
                "{\"event\":\"DevIommuGet\"}\n",
                "probus    12 [002]     2.213267: probe:dev_iommu_free: (ffffffc0085d1234)\n",
                "Linux version 6.1.192 (gcc)\nsome more\n"
            })
    void otherTextIsNotRecognised(String text) throws UnreadableInput {
        assertThat(recognised(text)).isFalse();
    }

    private static boolean recognised(String text) throws UnreadableInput {
        return new FtraceText(Interest.everything()).recognises(new Head(text.getBytes(StandardCharsets.UTF_8)));
    }
}
