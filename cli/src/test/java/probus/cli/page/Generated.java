// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import probus.cli.live.Inlet;
import probus.cli.live.Source;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.traces.BootSummary;

/** Boots in which some tasks probe some devices under a lock, as many events as wanted. Then it waits. */
final class Generated implements Source {
    private static final int TASKS = 12;
    private static final int DEVICES = 24;
    private static final int PER_PROBE = 6;
    private static final ObjectId LOCK = new ObjectId(0x1000, 0);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final int events;
    private final int perBoot;

    /** Delivers at least that many events, in boots of that many. */
    Generated(int events, int perBoot) {
        this.events = events;
        this.perBoot = perBoot;
    }

    @Override
    public String name() {
        return "generated";
    }

    @Override
    public boolean canWait() {
        return true;
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void deliver(Inlet inlet) throws InterruptedException {
        for (int done = 0; done < events && stopped.getCount() > 0; done += perBoot) {
            inlet.beginBoot("generated", 1);
            for (int probe = 0; probe < perBoot / PER_PROBE; probe++) {
                probe(inlet, probe);
            }
            if (done + perBoot < events) {
                inlet.endBoot(end());
            }
        }
        stopped.await();
    }

    private static void probe(Inlet inlet, int number) {
        Task task = new Task(100 + number % TASKS, "kworker/u8:" + number % TASKS);
        String device = "ff" + (10 + number % DEVICES) + "0000.dev";
        ObjectId object = new ObjectId(0x9000 + 0x100L * (number % DEVICES), number / DEVICES);
        int first = number * PER_PROBE + 1;
        inlet.event(new ProbeEvent.LockAcquire(at(first, task), LOCK, "iommu_probe_device_lock", ""));
        inlet.event(new ProbeEvent.IommuProbeBegin(at(first + 1, task), device, "bus_iommu_probe"));
        inlet.event(new ProbeEvent.DevIommuGet(at(first + 2, task), device, object, true));
        inlet.event(new ProbeEvent.DevIommuFree(at(first + 3, task), device, object));
        inlet.event(new ProbeEvent.IommuProbeEnd(at(first + 4, task), device, Result.of(-19)));
        inlet.event(new ProbeEvent.LockRelease(at(first + 5, task), LOCK, "iommu_probe_device_lock", ""));
    }

    private static Stamp at(int seq, Task task) {
        return new Stamp(seq, seq * 700L, 0, task, new Origin("generated", seq, ""), false);
    }

    private static BootSummary end() {
        return new BootSummary(
                "generated",
                1,
                "generated",
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                0,
                List.of(),
                0,
                false,
                false,
                false,
                java.util.Set.of(),
                List.of(),
                Optional.empty());
    }
}
