// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import probus.facts.KernelProfile;
import probus.traces.capture.Offsets;
import probus.traces.capture.Places;
import probus.traces.capture.Probe;
import probus.traces.capture.ProbeList;
import probus.traces.capture.TypeInformation;
import probus.traces.format.Symbols;
import probus.traces.input.Input;

/** {@code probus capture}: what to give a kernel so that it records what rules need. */
@Command(
        name = "capture",
        description = "Print what makes a kernel record what the rules need, and say which rules that will decide.",
        synopsisHeading = "Usage: ")
final class CaptureCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--kernel", paramLabel = "VERSION", required = true, description = "The kernel to record.")
    private String kernel;

    @Option(names = "--arch", paramLabel = "ARCH", description = "arm64, arm, x86_64 or riscv64. Default: arm64.")
    private String arch = "arm64";

    @Option(
            names = {"--rules", "--rule"},
            paramLabel = "ID",
            split = ",",
            description = "Only what these rules need. Default: all rules.")
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description =
                    "cmdline, bootconfig, tracefs or bpftrace. Default: bootconfig, which has no limit of length.")
    private String form = "bootconfig";

    @Option(
            names = "--driver",
            paramLabel = "PREFIX",
            split = ",",
            description = "What the names of the IOMMU driver's functions begin with. Default: rk_iommu.")
    private List<String> drivers = new ArrayList<>();

    @Option(
            names = "--vmlinux",
            paramLabel = "FILE",
            description =
                    "The kernel's vmlinux with BTF or DWARF, or its /sys/kernel/btf/vmlinux: tells where members stand.")
    private String vmlinux = "";

    @Option(
            names = "--offset",
            paramLabel = "MEMBER=BYTES",
            split = ",",
            description = "Where a member stands: device.iommu=720. Beats --vmlinux.")
    private List<String> offsets = new ArrayList<>();

    @Option(
            names = "--symbols",
            paramLabel = "FILE",
            description =
                    "System.map or kallsyms of the kernel: tells which functions there are, and where the lock is.")
    private String symbols = "";

    CaptureCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Choice.kernel(kernel);
        Choice.oneOf(
                "--arch", arch, CaptureText.LIMITS.keySet().stream().sorted().toList());
        Choice.oneOf("--form", form, List.of("cmdline", "bootconfig", "tracefs", "bpftrace"));
        KernelProfile profile =
                KernelProfile.of(kernel).map(KernelProfile.Choice::profile).orElseThrow();
        RuleFiles catalogue = new RuleFiles();
        Set<String> chosen = Choice.rules(rules, List.of(), catalogue);
        RuleNeeds needs = new RuleNeeds(Loading.now(chosen, catalogue).rules(), Optional.of(profile));
        Symbols known = SymbolFile.read(symbols.isEmpty() ? Optional.empty() : Optional.of(symbols));
        Set<String> prefixes = new LinkedHashSet<>(drivers.isEmpty() ? List.of("rk_iommu") : drivers);
        Set<String> kinds = chosen.isEmpty() ? Set.of() : needs.kinds();
        Offsets places = places();
        if (form.equals("bpftrace")) {
            // it names members, and finds them itself
            Offsets.WANTED.keySet().stream()
                    .filter(member -> places.of(member).isEmpty())
                    .forEach(member -> places.take(member, 0));
        }
        ProbeList list = new ProbeList(profile, prefixes, places, Places.of(known, form.equals("tracefs")));
        List<Probe> probes = list.probes(kinds);
        CaptureText text = new CaptureText(form, arch, known);
        List<Probe> armed = text.fitting(probes);
        Set<String> recorded = ProbeList.recordable(armed);
        if (text.hasConsole()) {
            recorded.addAll(Set.of("KernelOops", "KernelWarning", "SysfsDuplicate"));
        }
        List<String> remarks = new ArrayList<>(text.remarks(probes, armed, list.missing(kinds), places));
        remarks.addAll(needs.verdict(recorded, text.unknownFields(armed)));
        session.out().writer().print(text.print(armed));
        remarks.forEach(line -> session.out().writer().println(text.comment() + line));
        return Exit.OK;
    }

    private Offsets places() {
        Offsets places = new Offsets();
        if (!vmlinux.isEmpty()) {
            try (Input input = Input.open(vmlinux, InputStream.nullInputStream())) {
                places.take(TypeInformation.of(input, Offsets.WANTED.keySet()));
            } catch (IOException unreadable) {
                throw new UsageException("--vmlinux: " + vmlinux + ": " + unreadable.getMessage());
            }
        }
        for (String offset : offsets) {
            String[] words = offset.split("=", 2);
            if (!Offsets.WANTED.containsKey(words[0])) {
                throw new UsageException(
                        "--offset: there is no member '" + words[0] + "'",
                        Nearest.of(words[0], List.copyOf(Offsets.WANTED.keySet())),
                        "it can be " + String.join(", ", Offsets.WANTED.keySet()));
            }
            if (words.length < 2 || !words[1].matches("\\d{1,6}")) {
                throw new UsageException("--offset: " + words[0] + " needs a number of bytes, as in device.iommu=720");
            }
            places.take(words[0], Integer.parseInt(words[1]));
        }
        return places;
    }
}
