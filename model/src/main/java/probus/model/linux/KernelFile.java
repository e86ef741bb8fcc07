// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import java.util.function.Function;
import java.util.function.Supplier;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.LockAcquire;
import probus.facts.ProbeEvent.LockRelease;
import probus.facts.ProbeEvent.LockRequest;
import probus.facts.ProbeEvent.Store;
import probus.facts.Stamp;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuGroup;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.Lock;
import probus.model.world.Mutex;
import probus.model.world.Spinlock;
import probus.model.world.World;

/** What the functions of every kernel file are written with. */
public abstract class KernelFile {
    protected final Kernel k;
    protected final World world;

    protected KernelFile(Kernel k) {
        this.k = k;
        this.world = k.world;
    }

    /** The first line of every function. */
    protected final void enter(String function) {
        world.enter(function);
    }

    /** The last line of a function without a value. */
    protected final void leave() {
        world.leave();
    }

    /** {@return the value, with which a function returns} */
    protected final <T> T leave(T value) {
        return world.leave(value);
    }

    /** {@return a new object, or NULL if an allocation at this site fails} */
    protected final <T extends HeapObject> T kzalloc(String site, Supplier<T> constructor) {
        return k.faults.at(site) ? null : world.alloc(constructor);
    }

    protected final void mutex_lock(Mutex lock) {
        trace(at -> new LockRequest(at, id(lock), name(lock), device(lock)));
        lock.lock();
        trace(at -> new LockAcquire(at, id(lock), name(lock), device(lock)));
    }

    protected final void mutex_unlock(Mutex lock) {
        trace(at -> new LockRelease(at, id(lock), name(lock), device(lock)));
        lock.unlock();
    }

    protected final void spin_lock(Spinlock lock) {
        lock.lock();
    }

    protected final void spin_unlock(Spinlock lock) {
        lock.unlock();
    }

    protected final void lockdep_assert_held(Mutex lock) {
        lock.assertHeld();
    }

    /** Stores to a member of a structure, with an event that shows it. */
    protected final <T extends HeapObject> void store(Field<T> member, T value) {
        member.set(value);
        trace(at -> new Store(at, id(member.owner()), member.label(), id(value).toString()));
    }

    /** Warns, and goes on ({@code WARN_ON}). */
    protected final boolean WARN_ON(boolean condition, String subject, String message) {
        if (condition) {
            world.warn(subject, message);
        }
        return condition;
    }

    /** Says that something of the probe path's vocabulary happened; no step. */
    protected final void trace(Function<Stamp, ProbeEvent> event) {
        world.trace(event);
    }

    /** {@return the object in events} */
    protected final ObjectId id(Object object) {
        return k.id(object);
    }

    private static String name(Lock lock) {
        if (lock.owner() instanceof Device) {
            return "device_lock";
        }
        return lock.owner() instanceof IommuGroup ? "group->mutex" : lock.label();
    }

    private static String device(Lock lock) {
        return lock.owner() instanceof Device dev ? dev.init_name : "";
    }
}
