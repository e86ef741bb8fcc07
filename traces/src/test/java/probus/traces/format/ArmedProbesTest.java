// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import probus.traces.record.TraceRecord.Armed;
import probus.traces.record.TraceRecord.Position;

/** Which probe points were armed. */
final class ArmedProbesTest {
    private final ArmedProbes armed = new ArmedProbes();

    @Test
    void aCommandLineArmsItsList() {
        armed.commandLine(
                position("x"),
                "console=ttyAMA0 kprobe_event=p:rk_iommu_probe,rk_iommu_probe,dev=+0(+16($arg1)):string;"
                        + "r64:grp/back,dev_iommu_get,ret=$retval:x64;p,iommu_init;-:gone panic=-1");

        assertThat(found())
                .containsExactly(
                        "rk_iommu_probe rk_iommu_probe entry 0",
                        "back dev_iommu_get exit 0",
                        "p_iommu_init_0 iommu_init entry 0");
    }

    @Test
    void ofAFunctionThatIsToldByItsDistanceFromTheBeginningTheEventTellsTheName() {
        armed.commandLine(
                new Position("cmdline.txt", 1, ""),
                "kprobe_event=p:arm_smmu_of_xlate,_stext+0x88dcc0;p:arm_smmu_of_xlate_2,_stext+9000208;"
                        + "r64:arm_smmu_of_xlate_2_r,_stext+0x894510,ret=$retval:s32;p:middle,really_probe+0x40");

        assertThat(found())
                .containsExactly(
                        "arm_smmu_of_xlate arm_smmu_of_xlate entry 0",
                        "arm_smmu_of_xlate_2 arm_smmu_of_xlate entry 0",
                        "arm_smmu_of_xlate_2_r arm_smmu_of_xlate exit 0");
    }

    @Test
    void aBootconfigArmsWhatItEnables() {
        armed.bootConfig("bootconfig.txt", """
                # how it was recorded
                ftrace { buffer_size = 4MB; events = "iommu:*" }
                ftrace.event.kprobes {
                  get { probes = "dev_iommu_get dev=+0(+0($arg1)):string", 'dev_iommu_alloc'
                        enable }
                  get_ret { probes = "dev_iommu_get%return ret=$retval:x64"
                            enable }
                  mutex_lock { probes = "mutex_lock lock=$arg1:x64"
                               filter = "lock == 0xffffffc00871cf18"
                               enable }
                  silent { probes = "dev_iommu_free" }
                }
                ftrace.event.kprobes.dotted.probes = "bus_iommu_probe"
                ftrace.event.kprobes.dotted.enable
                kernel { ftrace_dump_on_oops }
                """);

        assertThat(found())
                .containsExactly(
                        "get dev_iommu_get entry 0",
                        "get dev_iommu_alloc entry 0",
                        "get_ret dev_iommu_get exit 0",
                        "mutex_lock mutex_lock entry 0",
                        "dotted bus_iommu_probe entry 0");
        assertThat(armed.records().get(2).position().line()).isEqualTo(6);
    }

    @Test
    void theMissedHitsOfAProfileFindTheDefinitionsThatFollow() {
        lines("""
                == per_cpu_stats
                  dropped 1 2
                == kprobe_profile
                  really_probe                                              24               0
                  really_probe_ret                                          20               4
                == kprobe_events
                p:kprobes/really_probe really_probe dev=+0(+0($arg1)):string
                r10:kprobes/really_probe_ret really_probe ret=$retval:s32
                """);

        assertThat(found())
                .containsExactly("really_probe really_probe entry 0", "really_probe_ret really_probe exit 4");
    }

    @Test
    void whatWasAskedForAndIsNotListedWasNotArmed() {
        armed.commandLine(position("x"), "kprobe_event=p:get,dev_iommu_get;p:probe,rk_iommu_probe");
        lines("p:kprobes/probe rk_iommu_probe\n");

        assertThat(found()).containsExactly("probe rk_iommu_probe entry 0");
    }

    @Test
    void aProbeInTheMiddleOfAFunctionIsNoProbeOfThatFunction() {
        lines("""
                p:kprobes/middle dev_iommu_get+0x10
                p:kprobes/start dev_iommu_free+0
                p:kprobes/module rockchip:rk_iommu_probe
                e:eprobes/other iommu.map
                """);

        assertThat(found()).containsExactly("start dev_iommu_free entry 0", "module rk_iommu_probe entry 0");
    }

    private void lines(String text) {
        text.lines().forEach(line -> armed.line(position(line)));
    }

    private List<String> found() {
        return armed.records().stream().map(ArmedProbesTest::say).toList();
    }

    private static String say(Armed probe) {
        return probe.event() + " " + probe.function() + (probe.exit() ? " exit " : " entry ") + probe.missed();
    }

    private static Position position(String text) {
        return new Position("state-after.txt", 1, text);
    }
}
