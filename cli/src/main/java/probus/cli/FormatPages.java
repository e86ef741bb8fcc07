// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is read of each format of traces, by the name that reports show. */
final class FormatPages {
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("ftrace", """
                The trace and trace_pipe files of tracefs, in any layout: with TGID or without flags, latency-format, with stacks.
                Told by "# tracer:", or by lines such as
                  kworker/u8:1-33  [001] d....  1.105445: dev_iommu_get: (dev_iommu_get+0x0/0x80) dev="psci" ptr=0x...
                Goes by the function in the parentheses, not by the event's name. A header whose two numbers differ says that the
                oldest events are lost; "CPU:2 [LOST 57 EVENTS]" that some are lost there.
                """);
        PAGES.put("function_graph", """
                What the function_graph and function tracers print, in a trace file, a dump on the console or a trace.dat.
                Calls and returns of each task become events. Which device a call is about is not told (before funcgraph-args of
                v6.15), so rules that go by devices stay undecided; that two tasks are in __iommu_probe_device at once is seen.
                Record with funcgraph-proc, funcgraph-abstime and funcgraph-tail: with the default options only what follows the
                first switch on a CPU can be attributed to a task. Probe events inside the graph say more and are used instead.
                """);
        PAGES.put("trace.dat", """
                The binary file of trace-cmd, versions 6 and 7, unpacked or packed with zlib or zstd, with any number of buffers.
                Told by its first bytes. Fields are read as the file itself describes them; functions are found in its kallsyms. An
                event's line is its number in the order of time. Statistics of the buffers, and pages that say so, tell what is lost.
                """);
        PAGES.put("trace-cmd report", """
                What trace-cmd report prints, calls of the function tracers too, also with -l and -N. A return reads (function <-
                return address), the reverse of the kernel's text, and addresses are bare: they are looked up in --symbols, else in
                kprobe_events given or lying beside, else the event's name tells (do_X is __X; X_r and X_ret are returns of X), which
                is said.
                """);
        PAGES.put("perf script", """
                What perf script prints of probe events: "comm pid [cpu] time: probe:NAME: (address) ...". Addresses become functions
                as in trace-cmd report. Call chains are passed over.
                """);
        PAGES.put("console", """
                A serial console, dmesg or journalctl -k, with any style of time stamps and what terminal programs put in front of them:
                banners (each begins a boot), the command line, oopses, warnings, the dump of the trace buffer that
                ftrace_dump_on_oops prints, events that tp_printk sends.
                """);
        PAGES.put("json lines", """
                Events as probus convert writes them: one object per line, without loss. {"boot":1} begins a boot, {"endOfBoot":1,...}
                ends it and says what else is known of it.
                """);
        PAGES.put("bpftrace", """
                What the script of probus capture --form bpftrace prints: lines in ftrace's layout, read as such.
                """);
        PAGES.put("folder", """
                A folder is one boot: the kernel's trace (else trace.dat, else a report of it), or the dumps of single CPUs, which are
                put in the order of time; the console; kprobe_events, kprobe_profile, cmdline.txt, bootconfig.txt.
                """);
    }

    private FormatPages() {}

    /** {@return the names of the formats} */
    static List<String> names() {
        return new ArrayList<>(PAGES.keySet());
    }

    /** {@return the page of a format} */
    static Optional<String> of(String name) {
        return Optional.ofNullable(PAGES.get(name)).map(page -> name + "\n\n" + page);
    }
}
