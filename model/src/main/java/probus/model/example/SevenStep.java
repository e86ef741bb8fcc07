// SPDX-License-Identifier: Apache-2.0
package probus.model.example;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import probus.model.explore.Program;
import probus.model.world.Access;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.Mutex;
import probus.model.world.World;

/**
 * The smallest model of the race of v6.1-rc1: each task walks the bus and probes each device, which none of the IOMMUs
 * serves, in seven steps: load {@code dev->iommu}; if it is NULL allocate and store; load (probe); load, store NULL, free.
 * Fixed, a mutex is held around them.
 *
 * @param tasks IOMMUs that walk the bus
 * @param devices devices on the bus
 * @param fixed whether they hold the mutex
 * @param delay steps that the last task does for itself before it walks
 */
public record SevenStep(int tasks, int devices, boolean fixed, int delay) implements Program {
    private static final int ENODEV = 19;

    /** {@return the walk of v6.1-rc1} */
    public static SevenStep buggy(int tasks, int devices) {
        return new SevenStep(tasks, devices, false, 0);
    }

    /** {@return the walk with the lock of v6.1} */
    public static SevenStep fixed(int tasks, int devices) {
        return new SevenStep(tasks, devices, true, 0);
    }

    /** {@return the same, its last task so many steps late} */
    public SevenStep delayedBy(int steps) {
        return new SevenStep(tasks, devices, fixed, steps);
    }

    @Override
    public String name() {
        return "seven-step-" + (fixed ? "fixed:" : "buggy:") + tasks + "x" + devices + (delay == 0 ? "" : "+" + delay);
    }

    @Override
    public void start(World world) {
        new Kernel(world, this).start();
    }

    @Override
    public List<Program> smaller() {
        List<Program> smaller = new ArrayList<>();
        for (int fewer = 2; fewer <= tasks; fewer++) {
            for (int less = 1; less <= devices; less++) {
                if (fewer < tasks || less < devices) {
                    smaller.add(new SevenStep(fewer, less, fixed, delay));
                }
            }
        }
        return smaller;
    }

    private static final class DevIommu extends HeapObject {
        DevIommu(World world) {
            super(world, "dev_iommu");
        }

        /** Whether {@code priv} is set, which nobody does here. */
        boolean isMaster() {
            return false;
        }
    }

    private static final class Device extends HeapObject {
        final Field<DevIommu> iommu = new Field<>(this, "iommu", null);

        Device(World world, int number) {
            super(world, "dev" + number);
        }
    }

    /** The functions, as in the kernel; the comments say which of the seven steps a line is. */
    private static final class Kernel {
        private final World world;
        private final SevenStep size;
        private final Mutex iommu_probe_device_lock;
        private final Field<Integer> clock;
        private final List<Device> bus;

        Kernel(World world, SevenStep size) {
            this.world = world;
            this.size = size;
            this.iommu_probe_device_lock = new Mutex(world, "iommu_probe_device_lock");
            this.clock = new Field<>(world, "clock", 0);
            this.bus = IntStream.range(0, size.devices)
                    .mapToObj(number -> new Device(world, number))
                    .toList();
        }

        void start() {
            for (int task = 0; task < size.tasks; task++) {
                boolean last = task == size.tasks - 1;
                world.task("rk_iommu" + task, () -> rk_iommu_probe(last ? size.delay : 0));
            }
        }

        private void rk_iommu_probe(int delay) {
            world.enter("rk_iommu_probe");
            for (int i = 0; i < delay; i++) {
                world.loop(i);
                clock.load(Access.MARKED);
            }
            bus_iommu_probe();
            world.leave();
        }

        private void bus_iommu_probe() {
            world.enter("bus_iommu_probe");
            for (int i = 0; i < bus.size(); i++) {
                world.loop(i);
                __iommu_probe_device(bus.get(i));
            }
            world.leave();
        }

        private int __iommu_probe_device(Device dev) {
            world.enter("__iommu_probe_device");
            if (size.fixed) {
                iommu_probe_device_lock.lock();
            }
            dev_iommu_get(dev);
            world.cut("has a dev_iommu");
            int ret = rk_iommu_probe_device(dev);
            dev_iommu_free(dev);
            if (size.fixed) {
                iommu_probe_device_lock.unlock();
            }
            return world.leave(ret);
        }

        private DevIommu dev_iommu_get(Device dev) {
            world.enter("dev_iommu_get");
            DevIommu param = dev.iommu.get(); // 1
            if (param != null) {
                return world.leave(param);
            }
            param = world.alloc(() -> new DevIommu(world)); // 2
            dev.iommu.set(param); // 3
            return world.leave(param);
        }

        private int rk_iommu_probe_device(Device dev) {
            world.enter("rk_iommu_probe_device");
            boolean master = dev.iommu.get().isMaster(); // 4
            return world.leave(master ? 0 : -ENODEV);
        }

        private void dev_iommu_free(Device dev) {
            world.enter("dev_iommu_free");
            DevIommu param = dev.iommu.get(); // 5
            dev.iommu.set(null); // 6
            world.kfreeAfterUse(param); // 7
            world.leave();
        }
    }
}
