// SPDX-License-Identifier: Apache-2.0
package probus.bench.events;

import java.util.SplittableRandom;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.facts.state.KernelState;

/**
 * An endless stream of boots: four tasks, each taking one device after the other through sixteen events, interleaved. Three
 * devices in four are what most devices of a bus are, not behind any IOMMU: two walks probe them in vain. The fourth is
 * probed, bound, unbound and removed. Now and then a device goes wrong in one of several ways.
 */
public final class SyntheticBoot {
    /** Events per device. */
    public static final int STEPS = 16;

    private static final int TASKS = 4;
    private static final Result NO_DEVICE = Result.of(-19);
    private static final ObjectId LOCK = new ObjectId(0xc0de, 0);

    private enum Fault {
        NONE,
        NO_LOCK,
        FREED_TWICE,
        FREED_NULL,
        PROBED_TWICE,
        NULL_INSTANCE,
        NOT_RELEASED,
        BOUND_TWICE,
        FREED_IN_GROUP;

        private static final Fault[] ALL = values();
    }

    private static final class Worker {
        final Task task;
        Client client;
        int step = STEPS;
        Fault fault = Fault.NONE;

        Worker(int number) {
            task = new Task(40 + number, "kworker/u12:" + number);
        }
    }

    private static final class Client {
        final String name;
        final long address;
        final boolean behindIommu;
        final ObjectId group;
        ObjectId object = ObjectId.NULL;
        int generation;

        Client(int number) {
            name = Integer.toHexString(0xff000000 + number * 0x10000) + ".device";
            address = 0xffff000001000000L + number * 0x80L;
            behindIommu = number % 4 == 3;
            group = new ObjectId(0xffff000002000000L + number * 0x400L, 0);
        }
    }

    private final Client[] clients;
    private final Worker[] workers = new Worker[TASKS];
    private final SplittableRandom random;
    private final int faultOneIn;
    private Worker lockHolder;
    private int nextClient;
    private long seq;

    /**
     * Creates a stream.
     *
     * @param devices how many different devices there are
     * @param faultOneIn one device in so many goes wrong; 0 for none
     */
    public SyntheticBoot(long seed, int devices, int faultOneIn) {
        random = new SplittableRandom(seed);
        this.faultOneIn = faultOneIn;
        clients = new Client[devices];
        for (int i = 0; i < devices; i++) {
            clients[i] = new Client(i);
        }
        for (int i = 0; i < TASKS; i++) {
            workers[i] = new Worker(i);
        }
    }

    /** {@return the next event} */
    public ProbeEvent next() {
        while (true) {
            Worker worker = workers[random.nextInt(TASKS)];
            if (worker.step == STEPS) {
                start(worker);
            }
            ProbeEvent event = worker.client.behindIommu ? bind(worker) : walk(worker);
            if (event != null) {
                worker.step++;
                return event;
            }
        }
    }

    private void start(Worker worker) {
        worker.step = 0;
        worker.client = clients[nextClient];
        nextClient = (nextClient + 1) % clients.length;
        boolean faulty = faultOneIn > 0 && random.nextInt(faultOneIn) == 0;
        worker.fault = faulty ? Fault.ALL[random.nextInt(Fault.ALL.length)] : Fault.NONE;
    }

    /** {@return the next event of a device that no IOMMU wants; null while the lock is not free} */
    private ProbeEvent walk(Worker worker) {
        String dev = worker.client.name;
        return switch (worker.step % 8) {
            case 0 -> new ProbeEvent.LockRequest(stamp(worker), LOCK, KernelState.PROBE_LOCK, "");
            case 1 -> acquire(worker);
            case 2 -> new ProbeEvent.IommuProbeBegin(stamp(worker), dev, "probe_iommu_group");
            case 3 -> get(worker);
            case 4 -> new ProbeEvent.OpsProbe(stamp(worker), dev, NO_DEVICE, ObjectId.UNKNOWN);
            case 5 -> free(worker);
            case 6 ->
                worker.fault == Fault.FREED_TWICE
                        ? free(worker)
                        : new ProbeEvent.IommuProbeEnd(stamp(worker), dev, NO_DEVICE);
            default -> release(worker);
        };
    }

    /** {@return the next event of a device that is probed, bound, unbound and removed; null while the lock is not free} */
    private ProbeEvent bind(Worker worker) {
        Client client = worker.client;
        String dev = client.name;
        Fault fault = worker.fault;
        return switch (worker.step) {
            case 0 -> new ProbeEvent.ProbeBegin(stamp(worker), dev, "display");
            case 1 -> acquire(worker);
            case 2 -> new ProbeEvent.IommuProbeBegin(stamp(worker), dev, "iommu_probe_device");
            case 3 -> get(worker);
            case 4 -> probe(worker);
            case 5 ->
                fault == Fault.PROBED_TWICE
                        ? probe(worker)
                        : new ProbeEvent.GroupAdd(stamp(worker), dev, client.group, Result.OK);
            case 6 -> new ProbeEvent.IommuProbeEnd(stamp(worker), dev, Result.OK);
            case 7 -> release(worker);
            case 8 -> new ProbeEvent.Bind(stamp(worker), dev, "display");
            default -> remove(worker);
        };
    }

    private ProbeEvent remove(Worker worker) {
        Client client = worker.client;
        String dev = client.name;
        Fault fault = worker.fault;
        return switch (worker.step) {
            case 9 -> new ProbeEvent.ProbeEnd(stamp(worker), dev, "display", Result.OK);
            case 10 ->
                fault == Fault.BOUND_TWICE
                        ? new ProbeEvent.Bind(stamp(worker), dev, "other")
                        : new ProbeEvent.Unbind(stamp(worker), dev, "display");
            case 11 ->
                fault == Fault.FREED_IN_GROUP ? free(worker) : new ProbeEvent.IommuReleaseBegin(stamp(worker), dev);
            case 12 ->
                fault == Fault.NOT_RELEASED
                        ? new ProbeEvent.Dead(stamp(worker), dev)
                        : new ProbeEvent.OpsRelease(stamp(worker), dev);
            case 13 -> new ProbeEvent.GroupDel(stamp(worker), dev, client.group);
            case 14 -> free(worker);
            default -> new ProbeEvent.IommuReleaseEnd(stamp(worker), dev);
        };
    }

    private ProbeEvent probe(Worker worker) {
        ObjectId instance = worker.fault == Fault.NULL_INSTANCE ? ObjectId.NULL : LOCK;
        return new ProbeEvent.OpsProbe(stamp(worker), worker.client.name, Result.OK, instance);
    }

    private ProbeEvent get(Worker worker) {
        Client client = worker.client;
        client.object = new ObjectId(client.address, client.generation++);
        return new ProbeEvent.DevIommuGet(stamp(worker), client.name, client.object, true);
    }

    private ProbeEvent free(Worker worker) {
        ObjectId object = worker.fault == Fault.FREED_NULL ? ObjectId.NULL : worker.client.object;
        return new ProbeEvent.DevIommuFree(stamp(worker), worker.client.name, object);
    }

    private ProbeEvent acquire(Worker worker) {
        if (worker.fault == Fault.NO_LOCK) {
            return new ProbeEvent.LockRequest(stamp(worker), LOCK, KernelState.PROBE_LOCK, "");
        }
        if (lockHolder != null) {
            return null;
        }
        lockHolder = worker;
        return new ProbeEvent.LockAcquire(stamp(worker), LOCK, KernelState.PROBE_LOCK, "");
    }

    private ProbeEvent release(Worker worker) {
        if (lockHolder != worker) {
            return new ProbeEvent.Match(stamp(worker), worker.client.name, "display");
        }
        lockHolder = null;
        return new ProbeEvent.LockRelease(stamp(worker), LOCK, KernelState.PROBE_LOCK, "");
    }

    private Stamp stamp(Worker worker) {
        seq++;
        return new Stamp(seq, seq * 1000, 0, worker.task, Origin.NONE, false);
    }
}
