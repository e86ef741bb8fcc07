// SPDX-License-Identifier: Apache-2.0
package probus.bench.events;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Ftrace text as a kernel with the probe points of the capture guide prints it: one walk, device after device. */
public final class TraceText {
    private static final String[] WALK = {
        "d.... %s: probe_iommu_group: (probe_iommu_group+0x0/0x90) dev=\"%s\" ptr=0x%x iommu=0x0 group=0x0",
        "d.... %s: mutex_lock: (mutex_lock+0x0/0x44) lock=0xffffffc00871cf18 sym=iommu_probe_device_lock+0x0/0x20",
        "d.... %s: do_iommu_probe_device: (__iommu_probe_device+0x0/0x150) dev=\"%s\" ptr=0x%x iommu=0x0",
        "d.... %s: dev_iommu_get: (dev_iommu_get+0x0/0x80) dev=\"%s\" ptr=0x%x iommu=0x0",
        "..... %s: dev_iommu_get_ret: (__iommu_probe_device+0x34/0x150 <- dev_iommu_get) ret=0xffffff8002521900",
        "d.... %s: rk_iommu_probe_device: (rk_iommu_probe_device+0x0/0x90) dev=\"%s\" ptr=0x%x iommu=0xffffff8002521900"
                + " priv=0x0",
        "..... %s: rk_iommu_probe_device_ret: (__iommu_probe_device+0x58/0x150 <- rk_iommu_probe_device)"
                + " ret=0xffffffffffffffed",
        "d.... %s: dev_iommu_free: (dev_iommu_free+0x0/0x50) dev=\"%s\" ptr=0x%x iommu=0xffffff8002521900 fwspec=0x0",
        "..... %s: do_iommu_probe_device_ret: (probe_iommu_group+0x60/0x90 <- __iommu_probe_device) ret=-19",
        "d.... %s: mutex_unlock: (mutex_unlock+0x0/0x4c) lock=0xffffffc00871cf18 sym=iommu_probe_device_lock+0x0/0x20",
        "..... %s: probe_iommu_group_ret: (bus_for_each_dev+0x68/0xa0 <- probe_iommu_group) ret=0",
    };

    private static final String[] OTHER = {
        "d.... %s: vfs_read: (vfs_read+0x0/0x2c0) file=\"%s\" ptr=0x%x count=4096",
        "d.h1. %s: sched_waking: comm=kworker/u8:1 pid=36 prio=120 target_cpu=003",
        "d..2. %s: sched_switch: prev_comm=swapper/3 prev_pid=0 prev_prio=120 prev_state=R ==> next_comm=kworker/u8:1"
                + " next_pid=36 next_prio=120",
        "..... %s: clk_prepare: (clk_prepare+0x0/0x34) name=\"%s\" ptr=0x%x",
    };

    private TraceText() {}

    /**
     * Writes a trace.
     *
     * @param ours whether its lines concern rules
     */
    public static void write(Path file, int lines, boolean ours) throws IOException {
        String[] templates = ours ? WALK : OTHER;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("# tracer: nop\n#\n# entries-in-buffer/entries-written: " + lines + "/" + lines + "   #P:4\n#\n");
            out.write("#           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION\n");
            for (int i = 0; i < lines; i++) {
                int device = i / templates.length % 700;
                String time = String.format(Locale.ROOT, "%5d.%06d", 1 + i / 100_000, i % 100_000 * 10);
                String name = Integer.toHexString(0xff000000 + device * 0x1000) + ".device";
                out.write("    kworker/u8:3-42      [003] ");
                out.write(String.format(
                        Locale.ROOT,
                        templates[i % templates.length],
                        time,
                        name,
                        0xffffff8002000000L + device * 0x400L));
                out.write('\n');
            }
        }
    }
}
