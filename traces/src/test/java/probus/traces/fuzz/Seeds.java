// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import probus.facts.ProbeEvent;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;
import probus.traces.json.JsonLinesWriter;

/** What is damaged: parts of recorded boots, and what is made of them. */
final class Seeds {
    private static final int LENGTH = 3000;
    private static final Path SAMPLES = Stream.of(Path.of("traces/samples"), Path.of("samples"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow();
    private static final String PERF = """
            kworker/u8:1    33 [000]     1.300888: probe:do_iommu_probe_device: (ffffffc0082c7990) dev="psci" ptr=0x10
            \tffffffc0082c7990 __iommu_probe_device+0x0 ([kernel.kallsyms])

             my task 2  7/33 [000]     1.300999: kprobes:do_iommu_probe_device_r: (ffffffc0082c7990 <- ffffffc0082c7b04) ret=-19
            """;
    private static final String BPFTRACE = """
            Attaching 3 probes...
                kworker/u8:1-33      [000] .....     1.300888: dev_iommu_get: (dev_iommu_get+0x0) dev="psci" ptr=0x10 iommu=0x0
                kworker/u8:1-33      [000] .....     1.300999: dev_iommu_get_r: (kretprobe <- dev_iommu_get) ret=0xffffff80
            """;
    private static final String STYLES = """
            [Sun Nov 22 10:00:00 2026] Linux version 6.1.192 x
            2026-11-22T10:00:00,123456+00:00 Run /init as init process
            [Nov22 10:00] Linux version 6.1.192 x
            [  +0.000012] Kernel command line: x
            [<    0.000012>] BUG: unable to handle page fault for address: 0000000000000030
            kern  :info  : [    1.000000 <    0.000012>] WARNING: CPU: 2 PID: 1 at f.c:1 f+0xe4/0x11c
            6,339,5140900,-,caller=T1;Unable to handle kernel NULL pointer dereference at virtual address 30
            Sun 2026-11-22 10:00:00 UTC board kernel: [    1.0][   T1] pc : f+0x1/0x2
            [3.461000 0.000012] [2026-11-22 10:00:00.123] [    1.000000] Call trace:
            login: \r[    1.000000]  f+0x1/0x2\r
            """;
    private static final String REPORTED_CALLS = """
            cpus=2
                kworker/u8:0-8     [000]     1.000000: funcgraph_entry:                   |  probe_iommu_group() {
                kworker/u8:0-8     [000]     1.000002: funcgraph_entry:      ! 2.000 us   |    dev_iommu_get();
                kworker/u8:0-8     [000]     1.000007: funcgraph_exit:       <-- probe_iommu_group (0) (start: 3b)
                kworker/u8:1-33    [001]     1.000008: function:                dev_iommu_get
            """;
    private static final String COUNTED =
            "  kworker/u8:0-8  [001] d....  17: dev_iommu_get: (dev_iommu_get+0x0/0x50) dev=\"psci\"\n";
    private static final String COMMAND_LINE = "console=ttyAMA0 mem=512M trace_event=iommu:*"
            + " kprobe_event=p:get,dev_iommu_get,dev=+0(+0($arg1)):string;r:get_r,dev_iommu_get,ret=$retval:x64\n";

    private Seeds() {}

    /** {@return inputs that a reader reads} */
    static List<byte[]> of(Reader reader) {
        return switch (reader) {
            case CONSOLE ->
                texts(
                        part("K-rc1/asyncrk-plain/run03/console.log", "Unable to handle"),
                        part("K-rc1/asyncrk-kpcmd/run01/console.log.gz", "Dumping ftrace buffer"),
                        part("K-fixed/sync-tpprintk/run01/console.log.gz", "iommu_device_register"),
                        part("K-fixed/sync-ev/run01/console.log", "Linux version"),
                        STYLES);
            case FTRACE ->
                texts(
                        part("K-fixed/sync-kpcmd-tgid/run01/trace.txt.gz", "# tracer"),
                        part("K-fixed/sync-kpcmd-lat/run01/trace.txt.gz", "# tracer"),
                        part("K-fixed/asyncrk-smallbuf-kpfull/run01/trace.txt.gz", "# tracer"),
                        part("K-fixed/sync-ev/run01/trace.txt", "add_device_to_group"));
            case FUNCTION_GRAPH ->
                texts(
                        part("K-good/asyncrk-fgrich/run01/trace.txt.gz", "# tracer"),
                        part("K-good/asyncrk-fgrich/run01/trace.txt.gz", "rk_iommu_probe()"));
            case TRACE_CMD_REPORT ->
                texts(part("K-rc1/asyncrk-kp2dat/run01/trace-cmd-report.txt.gz", "cpus="), REPORTED_CALLS);
            case PERF_SCRIPT -> texts(PERF);
            case BPFTRACE -> texts(BPFTRACE);
            case JSON_LINES -> texts(jsonLines(part("K-good/sync-kpfull/run01/trace.txt.gz", "dev_iommu_get")));
            case TRACE_DAT -> DatSeeds.all();
            case PACKED -> packed(part("K-fixed/sync-ev/run01/trace.txt", "# tracer"));
            case SIDE_FILES ->
                texts(
                        part("K-fixed/sync-kpfull/run01/state-after.txt", "== kprobe"),
                        part("K-fixed/sync-kpfull/run01/bootconfig.txt", "ftrace"),
                        COMMAND_LINE);
            case ONE_BOOT ->
                texts(
                        part("K-fixed/sync-ev/run01/trace.txt", "# tracer").repeat(2),
                        shifted(part("K-fixed/sync-kpcmd-tgid/run01/trace.txt.gz", "# tracer")),
                        COUNTED.repeat(4)
                                + part("K-fixed/sync-ev/run01/trace.txt", "# tracer")
                                        .substring(0, 4 * COUNTED.length()));
            case SYMBOLS -> texts("ffffffc0082c7990 t __iommu_probe_device\nffffffc0082cfd14 T rk_iommu_probe\t[m]\n");
            case ANYTHING ->
                Stream.of(Reader.values())
                        .filter(other -> other != Reader.ANYTHING)
                        .map(other -> of(other).get(0))
                        .toList();
        };
    }

    /** {@return a trace, and what another clock would have made of it} */
    private static String shifted(String trace) {
        return trace + trace.replaceAll("(?m) 1\\.(?=\\d{6}: )", " 9.");
    }

    private static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** {@return some lines of a sample, from the first that holds a text} */
    private static String part(String sample, String text) {
        String all = new String(sample(sample), StandardCharsets.UTF_8);
        int from = all.lastIndexOf('\n', Math.max(0, all.indexOf(text))) + 1;
        int to = all.indexOf('\n', Math.min(all.length() - 1, from + LENGTH));
        return all.substring(from, to < 0 ? all.length() : to + 1);
    }

    /** {@return a recorded file, unpacked} */
    static byte[] sample(String name) {
        byte[] bytes = raw(name);
        try {
            return name.endsWith(".gz") ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@return a recorded file as it lies there} */
    static byte[] raw(String name) {
        try {
            return Files.readAllBytes(SAMPLES.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String jsonLines(String trace) {
        StringWriter text = new StringWriter();
        JsonLinesWriter writer = new JsonLinesWriter(text);
        InputStream bytes = new ByteArrayInputStream(trace.getBytes(StandardCharsets.UTF_8));
        new BootReader(InputStream.nullInputStream()).read("-", bytes, new BootSink() {
            @Override
            public void beginBoot(String input, int boot) {
                writer.beginBoot(input, boot);
            }

            @Override
            public void event(ProbeEvent event) {
                writer.event(event);
            }

            @Override
            public void endBoot(BootSummary summary) {
                writer.endBoot(summary);
            }
        });
        return text.toString();
    }

    private static List<byte[]> packed(String text) {
        List<byte[]> packed = new ArrayList<>();
        packed.add(packed(text, GZIPOutputStream::new));
        packed.add(packed(text, to -> new XZOutputStream(to, new LZMA2Options(1))));
        packed.add(packed(text, ZstdOutputStream::new));
        return packed;
    }

    private interface Packer {
        OutputStream pack(OutputStream to) throws IOException;
    }

    private static byte[] packed(String text, Packer packer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = packer.pack(bytes)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
