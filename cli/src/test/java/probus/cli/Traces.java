// SPDX-License-Identifier: Apache-2.0
package probus.cli;

/** Small inputs, written by hand. */
final class Traces {
    private static final String BANNER = "[    0.000000] Linux version 6.1.192 (a@b) #2 SMP\n";

    private Traces() {}

    /** {@return a trace in which two tasks free the same dev_iommu} */
    static String freedTwice() {
        return "# tracer: nop\n#\n"
                + event(
                        "kworker/u8:3-42",
                        1,
                        100,
                        "dev_iommu_get: (dev_iommu_get+0x0/0x80) dev=\"a.pwm\" ptr=0x10 iommu=0x0")
                + event(
                        "kworker/u8:3-42",
                        1,
                        104,
                        "dev_iommu_get_ret: (__iommu_probe_device+0x34/0x130 <- dev_iommu_get) ret=0x20")
                + free("kworker/u8:3-42", 1, 110, "a.pwm")
                + free("kworker/u8:4-43", 2, 111, "a.pwm");
    }

    /** {@return a trace in which it is freed once} */
    static String freedOnce() {
        String twice = freedTwice();
        return twice.substring(0, twice.lastIndexOf("kworker/u8:4-43"));
    }

    /** {@return a log of a boot with nothing in it} */
    static String emptyBoot() {
        return BANNER + "[    1.000000] Run /init as init process\n";
    }

    private static String free(String task, int cpu, int micros, String device) {
        return event(
                task,
                cpu,
                micros,
                "dev_iommu_free: (dev_iommu_free+0x0/0x50) dev=\"" + device + "\" ptr=0x10 iommu=0x20");
    }

    private static String event(String task, int cpu, int micros, String body) {
        return task + " [00" + cpu + "] d.... 1.000" + micros + ": " + body + "\n";
    }
}
