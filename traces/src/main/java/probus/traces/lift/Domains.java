// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent.*;
import probus.facts.Result;
import probus.traces.record.Arguments;

/** Lifts groups, domains, and which domain a group got as its default one. */
final class Domains {
    private final Scene scene;
    private final Emitter out;
    private final Identities ids;

    Domains(Scene scene, Handlers handlers) {
        this.scene = scene;
        out = scene.out;
        ids = scene.ids;
        handlers.onEntry(Meaning.DEVICE_GROUP, this::groupAsked);
        handlers.onReturn(Meaning.GROUP_ALLOC, this::groupAllocated);
        handlers.onEntry(
                Meaning.GROUP_FREE,
                (call, arguments, task) -> out.emit(new GroupFree(out.stamp(), pointer(arguments, "group"))));
        handlers.on(
                Meaning.GROUP_ADD,
                (call, arguments, task) -> call.object = pointer(arguments, "group"),
                this::groupAddReturns);
        handlers.onEntry(Meaning.GROUP_REMOVE, this::groupRemove);
        handlers.on(Meaning.DOMAIN_ALLOC, this::allocBegins, this::allocated);
        handlers.onEntry(Meaning.DOMAIN_FREE, this::freed);
        handlers.on(Meaning.ATTACH, this::attachBegins, this::attached);
        handlers.onEntry(Meaning.DETACH, this::detaches);
    }

    private void groupAsked(Call call, Arguments arguments, TaskCalls task) {
        ObjectId dmaDev = scene.dmaDev(arguments);
        out.emit(new DeviceGroup(out.stamp(), call.dev, dmaDev));
    }

    private void groupAllocated(Call call, Arguments arguments, TaskCalls task) {
        long address = arguments.number("ret", 0);
        if (address != 0 && !Returns.isError(address)) {
            ObjectId group = ids.allocated(address).id;
            out.emit(new GroupAlloc(out.returning(call.origin), group));
        }
    }

    private void groupAddReturns(Call call, Arguments arguments, TaskCalls task) {
        if (!call.done) {
            added(call, call.object, Returns.status(arguments));
        }
    }

    /** The kernel's own event says that the add that the task is in has succeeded, before its return says so. */
    void groupAddSucceeds(TaskCalls task, String device, long number) {
        Call call = task.inside(Meaning.GROUP_ADD);
        if (call != null && !call.done && call.dev.equals(device)) {
            call.done = true;
            ids.numbered(number, call.object);
            added(call, call.object, Result.OK);
        } else if (call == null) {
            Identities.Slot slot = ids.slot(device);
            joined(slot, ids.groupNumbered(number));
            out.emit(new GroupAdd(out.stamp(), device, slot.group, Result.OK));
        }
    }

    private void added(Call call, ObjectId group, Result result) {
        if (result.isSucceeded() && call.slot != null) {
            joined(call.slot, group);
        }
        out.emit(new GroupAdd(out.returning(call.origin), call.dev, group, result));
    }

    private void joined(Identities.Slot slot, ObjectId group) {
        slot.group = group;
        slot.joined = out.origin();
        if (group.isObject()) {
            ids.at(group.address()).members++;
        }
    }

    private void groupRemove(Call call, Arguments arguments, TaskCalls task) {
        Call outer = task.inside(Meaning.GROUP_REMOVE);
        if (outer == null || outer.slot != call.slot) {
            left(call.dev, call.slot == null ? ObjectId.UNKNOWN : call.slot.group);
        }
    }

    /** The kernel's own event says that a device left its group. */
    void groupLeft(TaskCalls task, String device, long number) {
        Identities.Slot slot = ids.slot(device);
        if (task.inside(Meaning.GROUP_REMOVE) == null) {
            left(device, slot.group.isKnown() ? slot.group : ids.groupNumbered(number));
        }
    }

    private void left(String device, ObjectId group) {
        out.emit(new GroupDel(out.stamp(), device, group));
        ids.slot(device).group = ObjectId.UNKNOWN;
        if (group.isObject()) {
            Identities.Thing thing = ids.at(group.address());
            thing.members--;
            thing.defaultDomain = thing.members > 0 ? thing.defaultDomain : ObjectId.UNKNOWN;
        }
    }

    private void allocBegins(Call call, Arguments arguments, TaskCalls task) {
        call.type = DomainType.of(arguments.number("type", -1));
        call.dmaDev = scene.dmaDev(arguments);
        out.emit(new DomainAllocBegin(out.stamp(), call.function.driver(), call.type, call.dmaDev));
    }

    private void allocated(Call call, Arguments arguments, TaskCalls task) {
        ObjectId domain = ObjectId.UNKNOWN;
        if (arguments.known("ret")) {
            long address = arguments.number("ret", 0);
            domain = ObjectId.NULL;
            if (address != 0 && !Returns.isError(address)) {
                Identities.Thing thing = ids.allocated(address);
                thing.type = call.type;
                thing.allocated = out.origin().with(call.origin);
                domain = thing.id;
            }
        }
        out.emit(new DomainAlloc(out.returning(call.origin), domain, call.type));
    }

    private void freed(Call call, Arguments arguments, TaskCalls task) {
        ObjectId domain = pointer(arguments, "domain");
        out.emit(new DomainFree(out.stamp(), domain));
        if (domain.isObject()) {
            ids.at(domain.address()).type = DomainType.UNKNOWN;
        }
    }

    /** Drivers leave a domain through the attach function of their identity domain: that is part of the attach. */
    private void attachBegins(Call call, Arguments arguments, TaskCalls task) {
        call.object = pointer(arguments, "domain");
        call.done = task.inside(Meaning.ATTACH) != null;
        boolean identity = call.function.name.endsWith("_identity_attach");
        call.type = identity ? DomainType.IDENTITY : DomainType.UNKNOWN;
        if (call.object.isObject() && !identity) {
            call.type = ids.at(call.object.address()).type;
        }
    }

    /** A driver that attaches a device leaves its old domain first: that is part of the attach. */
    private void detaches(Call call, Arguments arguments, TaskCalls task) {
        Call attaching = task.inside(Meaning.ATTACH);
        if (attaching == null || attaching.slot != call.slot) {
            out.emit(new Detach(out.stamp(), call.dev, pointer(arguments, "domain")));
        }
    }

    private void attached(Call call, Arguments arguments, TaskCalls task) {
        if (call.done) {
            return;
        }
        Result result = Returns.status(arguments);
        Origin allocated = call.object.isObject() ? ids.at(call.object.address()).allocated : Origin.NONE;
        if (result.isSucceeded() && call.type.isDefaultKind() && call.object.isObject() && call.slot != null) {
            becomesDefault(call, allocated);
        }
        out.emit(new Attach(out.returning(call.origin, allocated), call.dev, call.object, call.type, result));
    }

    /** The core attaches domains of this type only as a group's default one. */
    private void becomesDefault(Call call, Origin allocated) {
        ObjectId group = call.slot.group;
        if (!group.isObject()) {
            return;
        }
        Identities.Thing thing = ids.at(group.address());
        if (!thing.defaultDomain.equals(call.object)) {
            thing.defaultDomain = call.object;
            out.emit(new SetDefault(out.inferred(call.slot.joined, call.origin, allocated), group, call.object));
        }
    }

    private ObjectId pointer(Arguments arguments, String name) {
        return arguments.known(name) ? ids.idAt(arguments.number(name, 0)) : ObjectId.UNKNOWN;
    }
}
