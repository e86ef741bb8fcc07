// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.base;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import probus.facts.ProbeEvent.Alloc;
import probus.facts.ProbeEvent.Free;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.include.Device;
import probus.model.world.Finding;
import probus.model.world.HeapObject;

/** {@code drivers/base/devres.c}. Allocations are the kernel's primitives: they are no functions of a call trace here. */
public final class Devres extends KernelFile {
    /** Something that is undone before its memory is freed. */
    public interface Releases {
        /** Undoes it. */
        void release();
    }

    public Devres(Kernel k) {
        super(k);
    }

    /** {@return memory that lives as long as the device is bound, or NULL if an allocation at this site fails} */
    public <T extends HeapObject> T devm_kzalloc(String site, Device dev, Supplier<T> constructor) {
        T made = kzalloc(site, constructor);
        if (made != null) {
            devres_add(dev, made);
        }
        return made;
    }

    private void devres_add(Device dev, HeapObject made) {
        if (dev == null) {
            throw world.oops(
                    Finding.Kind.NULL_DEREFERENCE, "devres_lock", "adds memory to a device, but the device is NULL");
        }
        spin_lock(dev.devres_lock);
        List<HeapObject> more = new ArrayList<>(dev.devres_head.get());
        more.add(made);
        dev.devres_head.set(List.copyOf(more));
        spin_unlock(dev.devres_lock);
        trace(at -> new Alloc(at, id(made), made.label(), true, id(dev)));
    }

    /** Frees all that belongs to the device, last first. */
    void devres_release_all(Device dev) {
        enter("devres_release_all");
        spin_lock(dev.devres_lock);
        List<HeapObject> nodes = dev.devres_head.get();
        dev.devres_head.set(List.of());
        spin_unlock(dev.devres_lock);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            HeapObject node = nodes.get(i);
            release(node);
        }
        leave();
    }

    /** Releases one of the things that belong to the device, if it is there. */
    public void devres_release(Device dev, Predicate<HeapObject> match) {
        enter("devres_release");
        spin_lock(dev.devres_lock);
        List<HeapObject> left = new ArrayList<>(dev.devres_head.get());
        HeapObject node = left.stream().filter(match).findFirst().orElse(null);
        left.remove(node);
        dev.devres_head.set(List.copyOf(left));
        spin_unlock(dev.devres_lock);
        if (node != null) {
            release(node);
        }
        leave();
    }

    private void release(HeapObject node) {
        if (node instanceof Releases undo) {
            undo.release();
        }
        trace(at -> new Free(at, id(node)));
        world.kfree(node);
    }
}
