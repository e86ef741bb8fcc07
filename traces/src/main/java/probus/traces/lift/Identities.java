// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Task;
import probus.traces.record.Arguments;

/**
 * Which object an address stands for, and what each device points to. A slab hands a freed address out again at once, so
 * each allocation that is seen, or shown by a device that pointed elsewhere before, is a new generation of its address.
 */
final class Identities {
    private static final int MAX_KEPT = 1 << 16;

    private final Map<String, Slot> slots = bounded();
    private final Map<Long, Slot> byPointer = bounded();
    private final Map<Long, Thing> things = bounded();
    private final Map<Long, String> instances = bounded();
    private final Map<Long, ObjectId> groupNumbers = new HashMap<>();

    /** What is remembered of a device. */
    static final class Slot {
        final String name;
        long pointer;

        /** What {@code dev->iommu} was seen to point to last: unknown, NULL, or an object, be it freed meanwhile. */
        ObjectId object = ObjectId.UNKNOWN;

        /** The object's get was seen. */
        boolean learned;

        boolean freed;

        /** A get that allocated and whose return is missing. */
        Lost lostGet;

        ObjectId group = ObjectId.UNKNOWN;
        Origin joined = Origin.NONE;

        Slot(String name) {
            this.name = name;
        }
    }

    /** A get whose pointer is not known yet. */
    record Lost(Task task, Origin origin) {}

    /** What is remembered of an address. */
    static final class Thing {
        ObjectId id;
        boolean live;
        DomainType type = DomainType.UNKNOWN;
        Origin allocated = Origin.NONE;
        ObjectId defaultDomain = ObjectId.UNKNOWN;
        int members;

        Thing(ObjectId id) {
            this.id = id;
        }
    }

    /** {@return the device that the arguments name, by name or at least by pointer; null if they do not} */
    Slot device(Arguments arguments, String argument) {
        String name = arguments.string(argument, "");
        if (name.startsWith("0x")) {
            Slot known = byPointer.get(arguments.number(argument, 0));
            return known != null ? known : slot(name);
        }
        if (name.isEmpty()) {
            return byPointer.get(arguments.number("ptr", 0));
        }
        Slot slot = slot(name);
        if (slot.pointer == 0) {
            slot.pointer = arguments.number("ptr", 0);
            if (slot.pointer != 0) {
                byPointer.put(slot.pointer, slot);
            }
        }
        return slot;
    }

    Slot slot(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            slot = new Slot(name);
            slots.put(name, slot);
        }
        return slot;
    }

    /** {@return the name of the device at this address, {@link ProbeEvent#UNKNOWN} if it was not shown} */
    String nameAt(long pointer) {
        Slot slot = byPointer.get(pointer);
        return slot == null ? ProbeEvent.UNKNOWN : slot.name;
    }

    /** Learns which platform device an {@code iommu_device} belongs to. */
    void instance(long pointer, String name) {
        if (pointer != 0 && !name.equals(ProbeEvent.UNKNOWN)) {
            instances.put(pointer, name);
        }
    }

    String instanceAt(long pointer) {
        return instances.getOrDefault(pointer, ProbeEvent.UNKNOWN);
    }

    /** {@return what is at an address now} */
    Thing at(long address) {
        Thing thing = things.get(address);
        if (thing == null) {
            thing = new Thing(new ObjectId(address, 0));
            things.put(address, thing);
        }
        return thing;
    }

    ObjectId idAt(long address) {
        return address == 0 ? ObjectId.NULL : at(address).id;
    }

    /** {@return the thing that is at an address from now on, another than before} */
    Thing allocated(long address) {
        Thing before = things.get(address);
        Thing thing = new Thing(new ObjectId(address, before == null ? 0 : before.id.generation() + 1));
        thing.live = true;
        things.put(address, thing);
        return thing;
    }

    /** Takes note of what a device points to, and {@return whether that is an object whose get was not recorded} */
    boolean observe(Slot slot, long address) {
        if (address == 0) {
            slot.object = ObjectId.NULL;
            slot.freed = false;
            return false;
        }
        if (slot.object.address() == address) {
            return false;
        }
        slot.object = allocated(address).id;
        slot.learned = false;
        slot.freed = false;
        return slot.lostGet != null;
    }

    /** {@return whether a get that saw no object allocated the one it returned: another task may have been faster} */
    boolean creates(Slot slot, long address) {
        return slot.object.address() != address || slot.freed || !slot.learned;
    }

    /** {@return the object that a get returned} */
    ObjectId got(Slot slot, long address, boolean created) {
        boolean known = slot.object.address() == address;
        boolean shownBefore = known && !slot.learned && !slot.freed;
        if (created ? !shownBefore : !known) {
            slot.object = allocated(address).id;
            slot.freed = false;
        }
        slot.learned = true;
        slot.lostGet = null;
        return slot.object;
    }

    /** {@return the object that a free found, which another device may own by now} */
    ObjectId freed(Slot slot, long address) {
        if (address == 0) {
            slot.object = ObjectId.NULL;
            return ObjectId.NULL;
        }
        if (slot.object.address() != address) {
            Thing there = things.get(address);
            slot.object = there != null && there.live ? there.id : allocated(address).id;
        }
        slot.freed = true;
        slot.learned = false;
        Thing thing = at(address);
        if (thing.id.equals(slot.object)) {
            thing.live = false;
        }
        return slot.object;
    }

    void numbered(long number, ObjectId group) {
        if (groupNumbers.size() < MAX_KEPT) {
            groupNumbers.put(number, group);
        }
    }

    /** {@return the group with a number; where its address was never shown, number + 1 stands for it} */
    ObjectId groupNumbered(long number) {
        ObjectId known = groupNumbers.get(number);
        return known != null ? known : new ObjectId(number + 1, 0);
    }

    /** Events were lost: what devices and addresses stand for is not known any more, but generations go on. */
    void forget() {
        for (Slot slot : slots.values()) {
            slot.object = ObjectId.UNKNOWN;
            slot.learned = false;
            slot.freed = false;
            slot.lostGet = null;
            slot.group = ObjectId.UNKNOWN;
            slot.joined = Origin.NONE;
        }
        things.replaceAll((address, thing) -> new Thing(thing.id));
        groupNumbers.clear();
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_KEPT;
            }
        };
    }
}
