// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.capture.Probe;

/**
 * Writes probes for bpftrace, whose output is then read as ftrace's: it prints lines in the same layout. It knows structures
 * by the kernel's own type information, so no offsets are needed; it cannot run before user space does.
 */
final class BpftraceText {
    private static final Pattern ARGUMENT = Pattern.compile("\\$arg(\\d)");

    private BpftraceText() {}

    static String print(List<Probe> probes) {
        StringBuilder text = new StringBuilder("""
                #!/usr/bin/env bpftrace
                // Run as root before what is to be recorded: bpftrace -q FILE > trace.txt; 'probus check' reads that.
                BEGIN {
                  printf("# tracer: bpftrace\\n");
                }
                """);
        for (Probe probe : probes) {
            probe(probe, text);
        }
        return text.toString();
    }

    private static void probe(Probe probe, StringBuilder text) {
        List<String> formats = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String fetch : probe.fetches()) {
            add(fetch, formats, values);
        }
        String place = probe.exit() ? "kretprobe <- " + probe.function() : probe.function() + "+0x0";
        text.append(probe.exit() ? "kretprobe:" : "kprobe:")
                .append(probe.function())
                .append(" {\n");
        text.append("  printf(\"%16s-%-7d [%03d] ..... %5llu.%06llu: ")
                .append(probe.event())
                .append(": (")
                .append(place)
                .append(") ")
                .append(String.join(" ", formats))
                .append("\\n\",\n    comm, tid, cpu, nsecs / 1000000000, nsecs % 1000000000 / 1000");
        values.forEach(value -> text.append(",\n    ").append(value));
        text.append(");\n}\n");
    }

    private static void add(String fetch, List<String> formats, List<String> values) {
        int equals = fetch.indexOf('=');
        String name = fetch.substring(0, equals);
        String what = fetch.substring(equals + 1);
        Matcher argument = ARGUMENT.matcher(what);
        String pointer = argument.find() ? "arg" + (Integer.parseInt(argument.group(1)) - 1) : "retval";
        if (what.startsWith("@")) {
            return;
        }
        if (what.endsWith(":string")) {
            formats.add(name + "=\\\"%s\\\"");
            values.add("str(" + text(name, what, pointer) + ")");
        } else if (what.startsWith("+")) {
            String member = name.equals("group") ? "iommu_group" : name.equals("fwspec") ? "iommu->fwspec" : "iommu";
            formats.add(name + "=0x%llx");
            values.add("(uint64)((struct device *)" + pointer + ")->" + member);
        } else if (what.endsWith("s32")) {
            formats.add(name + "=%d");
            values.add("(int32)" + pointer);
        } else {
            formats.add(name + "=0x%llx");
            values.add(pointer);
        }
    }

    private static String text(String name, String what, String pointer) {
        return switch (name) {
            case "drv" -> "((struct device_driver *)" + pointer + ")->name";
            case "bus" -> "((struct bus_type *)" + pointer + ")->name";
            case "mmu" -> "((struct of_phandle_args *)" + pointer + ")->np->full_name";
            default ->
                what.startsWith("+0(+0(")
                        ? "((struct device *)" + pointer + ")->kobj.name"
                        : "((struct platform_device *)" + pointer + ")->dev.kobj.name";
        };
    }
}
