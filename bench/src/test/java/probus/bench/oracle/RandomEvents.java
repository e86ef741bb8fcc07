// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Random;
import probus.facts.DomainType;
import probus.facts.EventCatalog;
import probus.facts.EventCatalog.EventKind;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.facts.state.KernelState;

/** Events of every kind in any order, about few things, so that they meet: what no kernel does is checked too. */
final class RandomEvents {
    private static final int ADDRESSES = 4;
    private static final List<DomainType> TYPES = List.of(DomainType.values());
    private static final List<EventKind> KINDS = EventCatalog.all();
    private static final List<String> LOCKS =
            List.of(KernelState.PROBE_LOCK, "group->mutex", "dev->mutex", "dev->mutex", "iommu_device_lock", "");
    private static final List<String> FUNCTIONS =
            List.of("rk_iommu_attach_device", "rk_iommu_detach_device", "rk_iommu_of_xlate", ProbeEvent.UNKNOWN);

    private final Random random;
    private final int unknownOneIn;
    private final int lostOneIn;
    private final List<EventKind> kinds;
    private int lock;
    private long seq;

    /**
     * Creates a stream.
     *
     * @param unknownOneIn one value in so many is not known; 0 for none
     * @param lostOneIn so many events lie between two gaps; 0 for no gap
     */
    RandomEvents(long seed, int unknownOneIn, int lostOneIn) {
        random = new Random(seed);
        this.unknownOneIn = unknownOneIn;
        this.lostOneIn = lostOneIn;
        // Streams of few kinds go deep where streams of all kinds go wide.
        int width = random.nextBoolean() ? KINDS.size() : 6 + random.nextInt(20);
        kinds = random.ints(width * 2L, 0, KINDS.size())
                .mapToObj(KINDS::get)
                .distinct()
                .filter(kind -> kind.type() != ProbeEvent.EventsLost.class
                        && kind.type() != ProbeEvent.EndOfTrace.class
                        && kind.type() != ProbeEvent.DeviceAtEnd.class)
                .toList();
    }

    ProbeEvent next() {
        if (lostOneIn > 0 && random.nextInt(lostOneIn) == 0) {
            return new ProbeEvent.EventsLost(
                    stamp(), -1, 1, random.nextInt(4) == 0 ? "Load" : "", random.nextBoolean());
        }
        EventKind kind = kinds.get(random.nextInt(kinds.size()));
        Object[] arguments = new Object[kind.fields().size() + 1];
        arguments[0] = stamp();
        for (int i = 1; i < arguments.length; i++) {
            arguments[i] = value(kind.fields().get(i - 1));
        }
        try {
            Constructor<?> constructor = kind.type().getDeclaredConstructors()[0];
            return kind.type().cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stamp stamp() {
        int pid = isUnknown() ? -1 : 1 + random.nextInt(3);
        Task task = pid < 0 ? Task.UNKNOWN : new Task(pid, "task");
        seq++;
        return new Stamp(seq, seq, 0, task, Origin.NONE, false);
    }

    private Object value(RecordComponent field) {
        Class<?> type = field.getType();
        if (type == String.class) {
            return text(field);
        }
        if (type == ObjectId.class) {
            return object(field.getName());
        }
        if (type == Result.class) {
            return isUnknown() ? Result.UNKNOWN : Result.of(new int[] {0, 0, -19, -517}[random.nextInt(4)]);
        }
        if (type == DomainType.class) {
            return TYPES.get(random.nextInt(TYPES.size()));
        }
        if (type == boolean.class) {
            return random.nextInt(3) > 0;
        }
        if (type == int.class) {
            return random.nextInt(4) - 2;
        }
        return random.nextLong();
    }

    private String text(RecordComponent field) {
        boolean ofLock = ProbeEvent.OfLock.class.isAssignableFrom(field.getDeclaringRecord());
        return switch (field.getName()) {
            case "dev" -> ofLock ? lockedDevice() : isUnknown() ? ProbeEvent.UNKNOWN : "device" + random.nextInt(3);
            case "iommu" -> isUnknown() ? ProbeEvent.UNKNOWN : "device" + random.nextInt(2);
            case "name" -> LOCKS.get(lock);
            case "driver" -> List.of("rk_iommu", "arm_smmu", "arm-smmu").get(random.nextInt(3));
            case "function" -> FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
            case "field" -> List.of("priv", "iommu_dev", "fwspec").get(random.nextInt(3));
            case "value" -> random.nextBoolean() ? "NULL" : "0x1";
            default -> "text";
        };
    }

    private String lockedDevice() {
        return lock == 2 ? "device0" : lock == 3 ? "device1" : "";
    }

    private ObjectId object(String role) {
        if (isUnknown()) {
            return ObjectId.UNKNOWN;
        }
        int address = random.nextInt(ADDRESSES);
        if (role.equals("lock")) {
            lock = random.nextInt(LOCKS.size());
            return random.nextInt(5) == 0 ? ObjectId.NULL : new ObjectId(0x1000 + lock, 0);
        }
        long base = role.equals("group") ? 0x2000 : 0x3000;
        return address == 0 ? ObjectId.NULL : new ObjectId(base + address, 0);
    }

    private boolean isUnknown() {
        return unknownOneIn > 0 && random.nextInt(unknownOneIn) == 0;
    }
}
