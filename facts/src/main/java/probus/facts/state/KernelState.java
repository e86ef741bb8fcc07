// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.OfDevice;
import probus.facts.ProbeEvent.OfDomain;
import probus.facts.ProbeEvent.OfGroup;
import probus.facts.ProbeEvent.OfIommu;
import probus.facts.ProbeEvent.OfLock;
import probus.facts.ProbeEvent.OfObject;
import probus.facts.Task;

/**
 * Keeps the state of one boot. {@link #enter} shows the state before an event to the event, {@link #apply} then makes it the
 * state after. Memory grows with the live objects, never with the number of events; and should there be more objects than a
 * kernel can have had, nothing is known of any.
 */
public final class KernelState {
    /** The lock that serialises probing since 01657bc14a39. */
    public static final String PROBE_LOCK = "iommu_probe_device_lock";

    final Map<String, Device> devices = new HashMap<>();
    final Map<String, Instance> instances = new HashMap<>();
    final Map<Integer, TaskState> tasks = new HashMap<>();
    final Map<ObjectId, Group> groups = new HashMap<>();
    final Map<ObjectId, Domain> domains = new HashMap<>();
    final Map<Long, DevIommu> objects = new HashMap<>();
    final Map<Object, Lock> locks = new HashMap<>();
    final Before before = new Before();
    LockOrder lockOrder = before.lockOrder;

    /** More things of one kind than this are not kept. */
    private static final int MOST = 1 << 17;

    private static final int LOOK_EVERY = (1 << 12) - 1;

    private final Map<Class<?>, BiConsumer<KernelState, ProbeEvent>> transitions = Transitions.table();
    private final Map<Class<?>, Shape> shapes = new HashMap<>();
    private Shape shape;
    private long entered;
    private boolean blind;
    private boolean complete = true;
    private Task lastTask = Task.UNKNOWN;
    private TaskState lastTaskState = TaskState.NONE;

    /** Makes {@code event} the current one: its {@code before} shows the state just before it. */
    public void enter(ProbeEvent event) {
        if ((++entered & LOOK_EVERY) == 0 && isOvercrowded()) {
            forget();
            complete = false;
        }
        before.current = event.getTask();
        before.event = event;
        shape = shapes.get(event.getClass());
        if (shape == null) {
            shape = Shape.of(event.getClass(), transitions);
            shapes.put(event.getClass(), shape);
        }
        before.task = task(event.getTask());
        before.device = shape.device() ? device(((OfDevice) event).dev()) : Device.NONE;
        before.instance = shape.iommu() || shape.device() ? instanceOf(event) : Instance.NONE;
        before.devIommu = shape.object() ? object(((OfObject) event).object()) : DevIommu.NONE;
        before.group = shape.group() ? group(((OfGroup) event).group()) : Group.NONE;
        before.domain = shape.domain() ? domain(((OfDomain) event).domain()) : Domain.NONE;
        before.lock = shape.lock() ? lock((OfLock) event) : Lock.NONE;
        before.link = shape.device() && shape.iommu()
                ? before.device.links.getOrDefault(((OfIommu) event).iommu(), Link.NONE)
                : Link.NONE;
        if (before.devIommu.freed.isSeen() && event instanceof ProbeEvent.DevIommuGet get && get.created()) {
            // An input that does not count how often an address was used starts a new life of the same identity.
            before.devIommu.freed = PastEvent.NONE;
        }
        event.at().enter(before);
    }

    /** Moves the state past {@code event}, which must be the current one. */
    public void apply(ProbeEvent event) {
        if (event instanceof ProbeEvent.EventsLost lost) {
            lose(lost);
            return;
        }
        if (blind) {
            return;
        }
        if (shape.transition() != null) {
            shape.transition().accept(this, event);
        }
        if (before.task != TaskState.NONE) {
            before.task.last = event;
        }
    }

    /** {@return the names of the devices that were seen, sorted} */
    public List<String> deviceNames() {
        return devices.keySet().stream().sorted().toList();
    }

    /** {@return the calls of {@code task} that have not returned, the outermost first} */
    public List<ProbeEvent> calls(Task task) {
        TaskState known = tasks.get(task.pid());
        return known == null
                ? List.of()
                : known.calls.stream().map(PastEvent::getEvent).toList();
    }

    private void lose(ProbeEvent.EventsLost lost) {
        if (lost.kind().isEmpty()) {
            forget();
            complete = false;
            blind = lost.open();
        }
    }

    private boolean isOvercrowded() {
        return devices.size() > MOST
                || objects.size() > MOST
                || groups.size() > MOST
                || domains.size() > MOST
                || locks.size() > MOST
                || instances.size() > MOST
                || tasks.size() > MOST;
    }

    /** What was seen before a gap proves nothing behind it: objects are freed and taken again meanwhile. */
    private void forget() {
        devices.clear();
        instances.clear();
        tasks.clear();
        groups.clear();
        domains.clear();
        objects.clear();
        locks.clear();
        lockOrder = new LockOrder();
        before.lockOrder = lockOrder;
        before.published = PastEvent.NONE;
        before.probers.clear();
        before.probeLockRecorded = false;
        before.deviceLocksRecorded = false;
        lastTask = Task.UNKNOWN;
        lastTaskState = TaskState.NONE;
    }

    /** An IOMMU is a device too: an event of the device shows what is known of the IOMMU. */
    private Instance instanceOf(ProbeEvent event) {
        if (event instanceof OfIommu of) {
            return instance(of.iommu());
        }
        return event instanceof OfDevice of ? instances.getOrDefault(of.dev(), Instance.NONE) : Instance.NONE;
    }

    private TaskState task(Task task) {
        if (task.equals(lastTask)) {
            return lastTaskState;
        }
        lastTask = task;
        lastTaskState = task.isKnown() ? tasks.computeIfAbsent(task.pid(), pid -> new TaskState()) : TaskState.NONE;
        return lastTaskState;
    }

    Device device(String name) {
        if (isUnknown(name)) {
            return new Device("", Known.UNKNOWN);
        }
        Device device = devices.get(name);
        if (device == null) {
            device = new Device(name, complete ? Known.NO : Known.UNKNOWN);
            devices.put(name, device);
        }
        return device;
    }

    Instance instance(String name) {
        if (isUnknown(name)) {
            return new Instance();
        }
        Instance instance = instances.get(name);
        if (instance == null) {
            instance = new Instance();
            instances.put(name, instance);
        }
        return instance;
    }

    DevIommu object(ObjectId id) {
        if (!id.isObject()) {
            return DevIommu.NONE;
        }
        if (before.device.lastDevIommu.id.equals(id)) {
            return before.device.lastDevIommu;
        }
        DevIommu object = objects.get(id.address());
        if (object == null || !object.id.equals(id)) {
            object = new DevIommu(id);
            objects.put(id.address(), object);
        }
        return object;
    }

    private Group group(ObjectId id) {
        return id.isObject() ? groups.computeIfAbsent(id, Group::new) : new Group(id);
    }

    private Domain domain(ObjectId id) {
        return id.isObject() ? domains.computeIfAbsent(id, key -> new Domain()) : new Domain();
    }

    /** What has no name is nothing that is remembered: an event changes an object that nobody sees again. */
    private static boolean isUnknown(String name) {
        return name.equals(ProbeEvent.UNKNOWN) || name.isEmpty();
    }

    private Lock lock(OfLock event) {
        Object key = event.lock().isObject() ? event.lock() : event.name() + event.dev();
        return locks.computeIfAbsent(key, unused -> new Lock(event.name()));
    }
}
