// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code probus capture}, {@code check --explain-input} and {@code explain FORMAT}. */
final class CaptureTest {
    private static final Path SAMPLES = SourceTree.ROOT.resolve("traces/samples");

    @TempDir
    private Path folder;

    @Test
    void theCommandLineFitsAndSaysWhatIsLeftOut() {
        Run run = capture("--form", "cmdline", "--offset", "device.iommu=720,device.iommu_group=712");

        String line = run.out().lines().findFirst().orElseThrow();
        assertThat(line)
                .hasSizeLessThan(2048 - 199)
                .startsWith("trace_buf_size=4M trace_event=iommu:* ftrace_dump_on_oops kprobe_event=p:")
                .contains(
                        "p:dev_iommu_free,dev_iommu_free,dev=+0(+0($arg1)):string,ptr=$arg1:x64,iommu=+720($arg1):x64")
                .contains("r64:do_iommu_probe_device_r,__iommu_probe_device,ret=$retval:s32");
        assertThat(line.split(" ")).hasSize(4);
        assertThat(run.out()).contains("# left out, since 1848 bytes are not enough: ", "# decides ");
    }

    @Test
    void aBootconfigHasNoLimitButOfEachProbeAndItsLocksAreFiltered() throws IOException {
        Path map = Files.writeString(folder.resolve("System.map"), symbols("iommu_probe_device_lock"));
        Run run = capture("--symbols", map.toString(), "--offset", "device.iommu=720");

        assertThat(run.out()).contains("filter = \"lock == 0xffffffc00871cf18\"");
        assertThat(run.out().lines().filter(line -> line.contains("probes = \"")))
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(line.strip()).hasSizeLessThan(256 + 11));
        assertThat(run.out().chars().filter(c -> c == '{').count())
                .isEqualTo(run.out().chars().filter(c -> c == '}').count());
    }

    @Test
    void aFunctionThatIsNotInTheSymbolsIsNotArmedAndWhatThatCostsIsSaid() throws IOException {
        Path map = Files.writeString(folder.resolve("System.map"), symbols("iommu_probe_device_lock"));
        Run run = capture("--symbols", map.toString(), "--rule", "DI-1", "--form", "tracefs");

        assertThat(run.out())
                .contains("# not in the symbols (inlined, or of another version): dev_iommu_free, dev_iommu_get")
                .contains("# decides 0 rules of 6.1.192:")
                .contains("# needs DevIommuGet, DevIommuFree too: dev-iommu-freed-after-get");
    }

    @Test
    void whatTheBpftraceScriptPrintsIsRead() {
        Run script = capture("--form", "bpftrace", "--rule", "DI-1");
        assertThat(script.out())
                .contains("kretprobe:dev_iommu_get {", "(kretprobe <- dev_iommu_get) ret=0x%llx\\n")
                .contains("(dev_iommu_free+0x0) dev=\\\"%s\\\" ptr=0x%llx iommu=0x%llx fwspec=0x%llx\\n");

        String printed = """
                    kworker/u8:1-33      [001] .....     1.105440: dev_iommu_get: (dev_iommu_get+0x0) dev="psci" ptr=0x10 iommu=0x0
                    kworker/u8:1-33      [001] .....     1.105445: dev_iommu_get_r: (kretprobe <- dev_iommu_get) ret=0x20
                    kworker/u8:1-33      [001] .....     1.105450: dev_iommu_free: (dev_iommu_free+0x0) dev="psci" ptr=0x10 iommu=0x20 fwspec=0x0
                    kworker/u8:2-34      [002] .....     1.105451: dev_iommu_free: (dev_iommu_free+0x0) dev="psci" ptr=0x10 iommu=0x20 fwspec=0x0
                """;
        Run check = Run.withInput(printed, "check", "--kernel", "6.1.192", "--rule", "DI-1", "-");
        assertThat(check.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(check.out()).contains("error[dev-iommu-freed-once]");
    }

    @Test
    void whatBpftraceCannotTellApartItDoesNotArm() throws IOException {
        Path map = Files.writeString(folder.resolve("kallsyms"), """
                ffff800008010000 T _stext
                ffff80000889dcc0 t arm_smmu_of_xlate
                ffff8000088a4510 t arm_smmu_of_xlate
                ffff8000088b0000 t arm_smmu_attach_dev
                ffff800008d00000 D _etext
                """);
        String[] options = {
            "--driver", "arm_smmu", "--symbols", map.toString(), "--rule", "smmu-bound-before-translation"
        };
        Run script = capture(append(options, "--form", "bpftrace"));
        Run bootConfig = capture(options);

        assertThat(script.out())
                .contains("// left out, since bpftrace cannot tell which of several functions of a name is meant: ")
                .doesNotContain("kprobe:arm_smmu_of_xlate", "_stext");
        assertThat(bootConfig.out()).contains("arm_smmu_of_xlate_2 {\n    probes = \"_stext+0x894510 dev=");
    }

    private static String[] append(String[] words, String... more) {
        return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void theScriptAsksTheRunningKernelForWhatTheSymbolsDoNotTell() {
        String script = capture("--form", "tracefs").out();

        assertThat(script)
                .contains("dma_dev=@dma_dev:x64'\n", "lock=$(where iommu_probe_device_lock | head -n 1)\n")
                .contains("echo \"lock == 0x$lock\" > events/probus/mutex_lock/filter");
        assertThat(capture().out()).doesNotContain("@dma_dev").contains("# dma_dev is not fetched: ");
    }

    @Test
    void mistakesAreExplained() {
        assertThat(capture("--form", "cmdlin").err()).contains("did you mean 'cmdline'?");
        assertThat(capture("--offset", "device.iomu=1").err()).contains("there is no member 'device.iomu'");
        assertThat(capture("--vmlinux", SAMPLES.resolve("README.md").toString()).err())
                .contains("--vmlinux: ");
        assertThat(capture("--arch", "z80").exit()).isEqualTo(Exit.USAGE);
        assertThat(Run.of("capture").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void anInputIsExplained() {
        String folder = SAMPLES.resolve("K-rc1/asyncrk-kp2dat/run01").toString();
        Run run = Run.of("check", "--explain-input", folder + "/trace.dat");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("/trace.dat: trace.dat\n", "kernel    6.1.192 -> P61Y")
                .contains("one-prober-per-device")
                .contains("needs DevIommuGet, DevIommuFree too: ");
    }

    @Test
    void aFormatHasAPage() {
        for (String format : List.of("ftrace", "trace.dat", "trace-cmd report", "function_graph", "json lines")) {
            assertThat(Run.of("explain", format).out()).startsWith(format + "\n\n");
        }
    }

    private static Run capture(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "capture";
        words[1] = "--kernel";
        words[2] = "6.1.192";
        System.arraycopy(options, 0, words, 3, options.length);
        return Run.of(words);
    }

    /** A kernel in which the small functions are inlined. */
    private static String symbols(String lock) {
        StringBuilder map = new StringBuilder("ffffffc00871cf18 d " + lock + "\n");
        long address = 0xffffffc0082c5440L;
        for (String function : List.of(
                "really_probe",
                "__iommu_probe_device",
                "probe_iommu_group",
                "bus_iommu_probe",
                "iommu_device_register",
                "iommu_group_add_device",
                "mutex_lock",
                "mutex_unlock",
                "rk_iommu_probe",
                "rk_iommu_of_xlate",
                "rk_iommu_attach_device")) {
            map.append(Long.toHexString(address += 256))
                    .append(" t ")
                    .append(function)
                    .append('\n');
        }
        return map.toString();
    }
}
