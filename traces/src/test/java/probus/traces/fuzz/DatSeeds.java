// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import probus.traces.dat.DatWriter;

/** Small {@code trace.dat} files: one of version 6, and what {@code trace-cmd convert} made of it. */
final class DatSeeds {
    private static final List<String> CONVERTED = List.of("7-none", "7-zstd");

    private DatSeeds() {}

    static List<byte[]> all() {
        List<byte[]> all = new ArrayList<>();
        all.add(versionSix());
        CONVERTED.forEach(name -> all.add(converted(name)));
        return all;
    }

    /** {@return a probe's entries and returns, calls of the function graph and a trace event on two CPUs} */
    static byte[] versionSix() {
        DatWriter file = described();
        for (int i = 0; i < 4; i++) {
            int cpu = i % 2;
            long time = 1_300_000_000L + i * 1000L;
            file.event(
                    cpu,
                    time,
                    11,
                    8 + 25 * cpu,
                    DatWriter.buffer(12)
                            .putLong(0xffff_ffc0_082c_7990L)
                            .putInt(1)
                            .array());
            file.event(cpu, time + 10, 1500, 8 + 25 * cpu, entry());
            file.event(
                    cpu,
                    time + 20,
                    1501,
                    8 + 25 * cpu,
                    DatWriter.buffer(20)
                            .putLong(0xffff_ffc0_082c_7990L)
                            .putLong(0xffff_ffc0_082c_7b04L)
                            .putInt(-19)
                            .array());
            file.event(
                    cpu,
                    time + 30,
                    400,
                    8 + 25 * cpu,
                    DatWriter.buffer(16)
                            .putInt(3)
                            .putInt(16 | 5 << 16)
                            .put(text("psci"))
                            .array());
        }
        return file.bytes();
    }

    private static DatWriter described() {
        return new DatWriter()
                .kallsyms("ffffffc0082c7990 t dev_iommu_get\nffffffc0082c7b04 t probe_iommu_group\n")
                .task(8, "kworker/u8:0")
                .task(33, "kworker/u8:1")
                .format("ftrace", "funcgraph_entry", 11, """
                        \tfield:unsigned long func;\toffset:8;\tsize:8;\tsigned:0;
                        \tfield:int depth;\toffset:16;\tsize:4;\tsigned:1;
                        """, "\"--> %ps (%d)\", (void *)REC->func, REC->depth")
                .format(
                        "kprobes",
                        "dev_iommu_get",
                        1500,
                        """
                        \tfield:unsigned long __probe_ip;\toffset:8;\tsize:8;\tsigned:0;
                        \tfield:__data_loc char[] dev;\toffset:16;\tsize:4;\tsigned:1;
                        \tfield:u64 ptr;\toffset:20;\tsize:8;\tsigned:0;
                        """,
                        "\"(%lx) dev=\\\"%s\\\" ptr=0x%Lx\", REC->__probe_ip, __get_str(dev), REC->ptr")
                .format(
                        "kprobes",
                        "dev_iommu_get_r",
                        1501,
                        """
                        \tfield:unsigned long __probe_func;\toffset:8;\tsize:8;\tsigned:0;
                        \tfield:unsigned long __probe_ret_ip;\toffset:16;\tsize:8;\tsigned:0;
                        \tfield:s32 ret;\toffset:24;\tsize:4;\tsigned:1;
                        """,
                        "\"(%lx <- %lx) ret=%d\", REC->__probe_func, REC->__probe_ret_ip, REC->ret")
                .format(
                        "iommu",
                        "add_device_to_group",
                        400,
                        """
                        \tfield:int gid;\toffset:8;\tsize:4;\tsigned:1;
                        \tfield:__data_loc char[] device;\toffset:12;\tsize:4;\tsigned:1;
                        """,
                        "\"IOMMU: groupID=%d device=%s %s %s\", REC->gid & 0xff, __get_str(device),"
                                + " __print_symbolic(REC->gid, { 3, \"three\" }), __print_flags(REC->gid, \"|\", { 1, \"A\" })");
    }

    private static byte[] entry() {
        return DatWriter.buffer(28)
                .putLong(0xffff_ffc0_082c_7990L)
                .putInt(28 | 5 << 16)
                .putLong(0xffff_ff80_010a_a010L)
                .put(text("psci"))
                .array();
    }

    private static byte[] text(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 8);
    }

    private static byte[] converted(String name) {
        try (InputStream file = DatSeeds.class.getResourceAsStream("dat/" + name + ".dat")) {
            if (file == null) {
                throw new IllegalStateException("no resource dat/" + name + ".dat");
            }
            return file.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
