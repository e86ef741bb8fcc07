// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.Task;

/** What the hand-written invariants remember of a boot. What has no name or address is remembered of nothing. */
final class Memory {
    /** A task that was not recorded; equal to no task that was. */
    static final int NOBODY = -1;

    final Map<String, DeviceMemory> devices = new HashMap<>();
    final Map<String, IommuMemory> iommus = new HashMap<>();
    final Map<Integer, TaskMemory> tasks = new HashMap<>();
    final Map<ObjectId, GroupMemory> groups = new HashMap<>();
    final Map<ObjectId, DomainMemory> domains = new HashMap<>();
    /** By address: what was at an address before is forgotten when something else is seen there. */
    final Map<Long, ObjectMemory> objects = new HashMap<>();

    /** Who is inside the probe of some device. */
    final Set<Integer> probers = new HashSet<>();

    final Map<Object, Holder> holders = new HashMap<>();
    final Map<String, Set<String>> lockOrder = new HashMap<>();
    boolean complete = true;
    boolean published;
    boolean probeLockSeen;
    boolean deviceLockSeen;

    /** One device. */
    static final class DeviceMemory {
        final Set<Integer> probers = new HashSet<>();
        final Map<String, LinkMemory> links = new HashMap<>();
        boolean historyKnown;
        ObjectMemory object;
        boolean opsProbed;
        ProbeEvent opsAnswer;
        boolean iommuProbed;
        boolean untranslated;
        boolean joined;
        GroupMemory group;
        boolean attached;
        boolean attachedEver;
        boolean attachUnknown;
        DomainType attachedType = DomainType.UNKNOWN;
        DomainMemory domain;
        long attachedAt;
        boolean hasDriver;
        boolean driverStarted;
        boolean driverFailed;
        boolean pmEnabled;
        GroupMemory own;
        boolean binding;
        int binder = NOBODY;
        boolean bound;
        boolean deferred;
        boolean moduleHeld;
        boolean moduleDropped;
        int pmReferences;
        boolean pmDropped;
        boolean purged;
    }

    /** The link of a device to one IOMMU. */
    static final class LinkMemory {
        boolean held;
        boolean dropped;
    }

    /** One IOMMU. */
    static final class IommuMemory {
        boolean probing;
        boolean needsPm;
        boolean binding;
        boolean pmEnabled;
        boolean registered;
        boolean registering;
        boolean listed;
        boolean removed;
        boolean ready;
        boolean onDomainList;

        /** Its driver's probe begins, of which a word tells the driver. */
        void probes(String driver) {
            probing = true;
            needsPm = driver.startsWith("rk_iommu") || driver.equals(ProbeEvent.UNKNOWN);
        }

        boolean lacksPm() {
            return probing && needsPm && !pmEnabled;
        }
    }

    /** One group. */
    static final class GroupMemory {
        final Set<String> members = new HashSet<>();
        boolean allocated;
        int references;
        boolean hasDefault;
        boolean clientProbed;
        String queuedBy = "";
    }

    /** One domain: which devices are attached to it. */
    static final class DomainMemory {
        final Set<String> devices = new HashSet<>();
    }

    /** One allocation. */
    static final class ObjectMemory {
        final List<Use> users = new ArrayList<>(2);
        int generation;
        boolean freed;
        boolean created;
        int creator = NOBODY;
        long createdAt;
        boolean iommuDevKnown;
        boolean iommuDevSet;
    }

    /** A task that uses an object, for a device. */
    record Use(int pid, String dev) {}

    /** One task. */
    static final class TaskMemory {
        final List<ProbeEvent> calls = new ArrayList<>(8);
        final List<Holder> locks = new ArrayList<>(4);
        final Set<ObjectMemory> using = new HashSet<>();
        boolean opsProbed;
        ProbeEvent opsAnswer;
    }

    /** Who holds a lock. */
    record Holder(int pid, String name, String dev, String lockClass) {}

    DeviceMemory device(String name) {
        if (isUnknown(name)) {
            return new DeviceMemory();
        }
        DeviceMemory device = devices.get(name);
        if (device == null) {
            device = new DeviceMemory();
            device.historyKnown = complete;
            devices.put(name, device);
        }
        return device;
    }

    IommuMemory iommu(String name) {
        return isUnknown(name) ? new IommuMemory() : iommus.computeIfAbsent(name, key -> new IommuMemory());
    }

    TaskMemory task(Task task) {
        return task.isKnown() ? tasks.computeIfAbsent(task.pid(), key -> new TaskMemory()) : new TaskMemory();
    }

    GroupMemory group(ObjectId id) {
        return id.isObject() ? groups.computeIfAbsent(id, key -> new GroupMemory()) : new GroupMemory();
    }

    ObjectMemory object(ObjectId id) {
        if (!id.isObject()) {
            return new ObjectMemory();
        }
        ObjectMemory object = objects.get(id.address());
        if (object == null || object.generation != id.generation()) {
            object = new ObjectMemory();
            object.generation = id.generation();
            objects.put(id.address(), object);
        }
        return object;
    }

    static boolean isUnknown(String name) {
        return name.isEmpty() || name.equals(ProbeEvent.UNKNOWN);
    }
}
