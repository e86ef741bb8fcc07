// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import probus.traces.capture.Offsets;
import probus.traces.capture.Probe;
import probus.traces.format.Symbols;
import probus.traces.lift.Meaning;

/** Writes a list of probes in the words of the kernel command line, a bootconfig, a shell or bpftrace. */
final class CaptureText {
    /** Bytes of a kernel command line, by architecture. */
    static final Map<String, Integer> LIMITS = Map.of("arm64", 2048, "x86_64", 2048, "arm", 1024, "riscv64", 1024);

    /** What else stands on a command line: console, root, and the like. */
    private static final int RESERVED = 200;

    private static final int LONGEST_PROBE = 256;
    private static final String LOCK = "iommu_probe_device_lock";
    private static final String HEAD = "trace_buf_size=4M trace_event=iommu:* ftrace_dump_on_oops kprobe_event=";

    /** Where not all fit on the command line, these are kept. */
    private static final List<Meaning> IMPORTANT = List.of(
            Meaning.DEV_IOMMU_GET,
            Meaning.DEV_IOMMU_FREE,
            Meaning.IOMMU_PROBE,
            Meaning.REGISTER,
            Meaning.DRIVER_PROBE,
            Meaning.XLATE,
            Meaning.DOMAIN_ALLOC,
            Meaning.GROUP_ADD,
            Meaning.ATTACH,
            Meaning.OPS_PROBE,
            Meaning.OPS_RELEASE,
            Meaning.IOMMU_RELEASE,
            Meaning.WALK,
            Meaning.PM_ENABLE);

    private final String form;
    private final int limit;
    private final OptionalLong lock;
    private final boolean symbolsUnknown;

    CaptureText(String form, String arch, Symbols symbols) {
        this.form = form;
        limit = LIMITS.get(arch) - RESERVED;
        lock = symbols.address(LOCK);
        symbolsUnknown = symbols.isEmpty();
    }

    /** {@return the probes that the form can take, in their order} */
    List<Probe> fitting(List<Probe> probes) {
        List<Probe> short256 = probes.stream()
                .filter(probe -> probe.bootConfig().length() + probe.event().length() < LONGEST_PROBE)
                .filter(probe -> !probe.isLock() || takesLocks())
                .filter(probe -> !form.equals("bpftrace") || probe.place().equals(probe.function()))
                .toList();
        if (!form.equals("cmdline")) {
            return short256;
        }
        List<Probe> kept = new ArrayList<>();
        int length = HEAD.length();
        for (Meaning meaning : IMPORTANT) {
            List<Probe> together = short256.stream()
                    .filter(probe -> probe.meaning() == meaning)
                    .toList();
            int more = together.stream()
                    .mapToInt(probe -> probe.definition(",").length() + 1)
                    .sum();
            if (length + more <= limit) {
                kept.addAll(together);
                length += more;
            }
        }
        return short256.stream().filter(kept::contains).toList();
    }

    /** A running kernel can be asked where the lock is, unless its symbols are known not to tell. */
    private boolean takesLocks() {
        return switch (form) {
            case "cmdline", "bpftrace" -> false;
            case "tracefs" -> lock.isPresent() || symbolsUnknown;
            default -> lock.isPresent();
        };
    }

    /** {@return the text to give to the kernel} */
    String print(List<Probe> probes) {
        return switch (form) {
            case "cmdline" -> cmdline(probes);
            case "bootconfig" -> bootConfig(probes);
            case "tracefs" -> TracefsText.print(probes, LOCK, hex());
            default -> BpftraceText.print(probes);
        };
    }

    /** {@return whether the console belongs to the recording: it shows what crashes} */
    boolean hasConsole() {
        return form.equals("cmdline") || form.equals("bootconfig");
    }

    /** {@return fields that rules need and that these probes do not fetch} */
    Set<String> unknownFields(List<Probe> armed) {
        boolean known = !form.equals("bpftrace") && armed.stream().anyMatch(CaptureText::readsDmaDev);
        return known ? Set.of() : Set.of(RuleNeeds.DMA_DEV);
    }

    private static boolean readsDmaDev(Probe probe) {
        return probe.fetches().stream().anyMatch(fetch -> fetch.startsWith("dma_dev=@"));
    }

    /** {@return how a remark begins} */
    String comment() {
        return form.equals("bpftrace") ? "//" : "#";
    }

    /** {@return lines that say what is not recorded, and what to mind} */
    List<String> remarks(List<Probe> wanted, List<Probe> armed, Set<String> missing, Offsets offsets) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (symbolsUnknown) {
            lines.add(
                    " taken to be functions of the kernel, all of them: --symbols would tell; it says which it refuses");
        } else if (!missing.isEmpty()) {
            lines.add(" not in the symbols (inlined, or of another version): " + String.join(", ", missing));
        }
        if (offsets.of("device.iommu").isEmpty() && !form.equals("bpftrace")) {
            lines.add(" where dev->iommu stands is not known, so it is not fetched: give --vmlinux, or --offset"
                    + " device.iommu=BYTES");
        }
        Set<String> left = new LinkedHashSet<>();
        wanted.stream()
                .filter(probe -> !armed.contains(probe) && !probe.isLock())
                .forEach(probe -> left.add(probe.function()));
        if (!left.isEmpty()) {
            String names = String.join(", ", left);
            lines.add(
                    form.equals("bpftrace")
                            ? " left out, since bpftrace cannot tell which of several functions of a name is meant: "
                                    + names + "; --form tracefs can"
                            : " left out, since " + limit + " bytes are not enough: " + names
                                    + "; --form bootconfig has no such limit");
        }
        if (wanted.stream().anyMatch(probe -> probe.function().startsWith("rk_iommu_of_xlate"))
                && wanted.stream().noneMatch(CaptureText::readsDmaDev)) {
            lines.add(" dma_dev is not fetched: "
                    + (symbolsUnknown
                            ? "a kernel without CONFIG_KALLSYMS_ALL refuses a probe that asks for it; give its"
                                    + " /proc/kallsyms as --symbols"
                            : "it is not in the symbols, as in those of a kernel without CONFIG_KALLSYMS_ALL"));
        }
        if (armed.stream().anyMatch(Probe::isLock)) {
            lines.add(" of all locks " + LOCK + " alone is recorded: a rule about another stays undecided");
        } else if (wanted.stream().anyMatch(Probe::isLock)) {
            lines.add(" locks are left out: " + whyNoLocks());
        }
        if (form.equals("bpftrace")) {
            lines.add(
                    " the order of two CPUs is that in which bpftrace reads them: of what raced another form tells more");
        }
        if (hasConsole()) {
            lines.add(" give the console log too: it shows oopses and warnings, and after a crash it has the trace");
        }
        return lines;
    }

    private String whyNoLocks() {
        return switch (form) {
            case "cmdline" -> "the command line has no filters; --form bootconfig does";
            case "bpftrace" -> "they would be compared for each lock of the kernel; --form tracefs filters";
            default ->
                "the address of " + LOCK + " is not known; give --symbols System.map, or the kallsyms of a kernel with"
                        + " CONFIG_KALLSYMS_ALL, and boot with nokaslr";
        };
    }

    private static String cmdline(List<Probe> probes) {
        return HEAD
                + String.join(
                        ";", probes.stream().map(probe -> probe.definition(",")).toList()) + "\n";
    }

    private String bootConfig(List<Probe> probes) {
        StringBuilder text = new StringBuilder("""
                # bootconfig -a FILE initrd; and the word bootconfig on the command line
                ftrace {
                  buffer_size = 4MB
                  events = "iommu:*"
                }
                kernel.ftrace_dump_on_oops
                ftrace.event.kprobes {
                """);
        for (Probe probe : probes) {
            text.append("  ")
                    .append(probe.event())
                    .append(" {\n    probes = \"")
                    .append(probe.bootConfig())
                    .append("\"\n");
            if (probe.isLock()) {
                text.append("    filter = \"").append(filter()).append("\"\n");
            }
            text.append("    enable\n  }\n");
        }
        return text.append("}\n").toString();
    }

    private String filter() {
        return "lock == 0x" + hex();
    }

    private String hex() {
        return lock.isPresent() ? Long.toHexString(lock.getAsLong()) : "";
    }
}
