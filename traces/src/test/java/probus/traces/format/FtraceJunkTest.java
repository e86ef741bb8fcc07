// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import probus.traces.input.LineReader;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Probe;

/** No bytes, however damaged, make the reader throw. */
final class FtraceJunkTest {
    private static final long SEED = Long.getLong("probus.seed", 20261122L);
    private static final List<String> LINES = List.of(
            "    kworker/u8:2-39      [001] d....     1.371304: f: (f+0x0/0x50) dev=\"psci\" iommu=0x0 ret=-517",
            "       swapper/0-1       (      1) [003] d....     1.304736: g: (f+0x1/0x2 <- g) ret=0xffffff80083d3b80",
            "kworker/-36        3d.... 3199836us+: f: (f.isra.0+0x0/0x80) sym=lock+0x0/0x20 [m] dev=(fault)",
            "    1.202843 |   3)   kworker-33   |  ..... |    |   /* f: (f+0x0/0x1) ret=-19 */",
            "# entries-in-buffer/entries-written: 123/1897   #P:4",
            "# latency: 0 us, #774/1927, CPU#0 | (M:preempt VP:0, KP:0, SP:0 HP:0 #P:4)",
            "# nop latency trace v1.1.5 on 6.1.192",
            "CPU:2 [LOST 57 EVENTS]",
            "##### CPU 3 buffer started ####",
            " => bus_for_each_dev",
            "       swapper/0-1       [001] .....     1.068419: __iommu_probe_device <-probe_iommu_group",
            "# tracer: nop");
    private static final byte[] TELLING =
            " -:()[]|/*<=>#+\"0123456789dus\n\r\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void mutatedLinesAreReadOrSkipped() {
        Random random = new Random(SEED);
        assertThatCode(() -> {
                    for (int round = 0; round < 100_000; round++) {
                        read(mutated(LINES.get(random.nextInt(LINES.size())), random));
                    }
                })
                .as("seed %d", SEED)
                .doesNotThrowAnyException();
    }

    @Test
    void randomBytesAreReadOrSkipped() {
        Random random = new Random(SEED);
        assertThatCode(() -> {
                    for (int round = 0; round < 2_000; round++) {
                        byte[] bytes = new byte[random.nextInt(2_000)];
                        random.nextBytes(bytes);
                        read(bytes);
                    }
                })
                .as("seed %d", SEED)
                .doesNotThrowAnyException();
    }

    private static byte[] mutated(String line, Random random) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = TELLING[random.nextInt(TELLING.length)];
        }
        int from = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0;
        int to = random.nextInt(4) == 0 ? from + random.nextInt(bytes.length - from) : bytes.length;
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static void read(byte[] bytes) throws UnreadableInput {
        LineReader lines = new LineReader(new ByteArrayInputStream(bytes), "-", 500);
        FtraceText format = new FtraceText(Interest.everything());
        if (!format.recognises(lines.head())) {
            lines = new LineReader(new ByteArrayInputStream(bytes), "-", 500);
        }
        format.read(lines, FtraceJunkTest::ask, new Counts());
    }

    private static void ask(TraceRecord trace) {
        if (trace instanceof Probe probe) {
            for (String name : new String[] {"dev", "iommu", "ret", "sym"}) {
                probe.arguments().string(name, "");
                probe.arguments().number(name, 0);
                probe.arguments().symbol(name, "");
            }
        }
    }
}
