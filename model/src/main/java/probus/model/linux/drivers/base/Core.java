// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.base;

import java.util.List;
import java.util.stream.Stream;
import probus.facts.ProbeEvent.Dead;
import probus.facts.ProbeEvent.LinkAdd;
import probus.facts.ProbeEvent.LinkDel;
import probus.facts.ProbeEvent.LinkPurge;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.drivers.base.Bus.BusNotify;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceLink;
import probus.model.world.Access;
import probus.model.world.Field;
import probus.model.world.Finding;
import probus.model.world.Mutex;

/** {@code drivers/base/core.c}. */
public final class Core extends KernelFile {
    private final Mutex device_links_lock = new Mutex(world, "device_links_lock");

    public Core(Kernel k) {
        super(k);
    }

    /** Takes the device's own lock. */
    public void device_lock(Device dev) {
        mutex_lock(dev.mutex);
    }

    /** Gives it back. */
    public void device_unlock(Device dev) {
        mutex_unlock(dev.mutex);
    }

    /** {@return 0} The device is on its bus, the notifiers know it, and drivers have been tried. */
    public int device_add(Device dev) {
        enter("device_add");
        dev.state_in_sysfs.set(true);
        k.bus.bus_add_device(dev);
        k.bus.bus_notify(dev, BusNotify.ADD_DEVICE);
        if (k.has(Change.READY_TO_PROBE)) {
            device_lock(dev);
            dev.ready_to_probe.set(true);
            device_unlock(dev);
        }
        k.bus.bus_probe_device(dev);
        return leave(0);
    }

    /** The device leaves its driver, its bus and its links; last the notifiers are told. */
    public void device_del(Device dev) {
        enter("device_del");
        device_lock(dev);
        dev.dead.set(true);
        device_unlock(dev);
        trace(at -> new Dead(at, dev.init_name));
        k.bus.bus_notify(dev, BusNotify.DEL_DEVICE);
        k.bus.bus_remove_device(dev);
        k.dd.driver_deferred_probe_del(dev);
        device_links_purge(dev);
        k.devres.devres_release_all(dev);
        k.bus.bus_notify(dev, BusNotify.REMOVED_DEVICE);
        dev.state_in_sysfs.set(false);
        leave();
    }

    /** {@return the stateless link with which the supplier is resumed for the consumer, or NULL} Once more for a link that is there. */
    public DeviceLink device_link_add(Device consumer, Device supplier, boolean inProbe) {
        enter("device_link_add");
        mutex_lock(device_links_lock);
        for (DeviceLink link : consumer.links_suppliers.get()) {
            if (link.supplier == supplier) {
                link.kref.get();
                mutex_unlock(device_links_lock);
                trace(at -> new LinkAdd(at, consumer.init_name, supplier.init_name, true, inProbe));
                return leave(link);
            }
        }
        DeviceLink link = kzalloc("deviceLinkAlloc", () -> new DeviceLink(world, consumer, supplier));
        if (link != null) {
            store(consumer.links_suppliers, with(consumer.links_suppliers.get(), link));
            store(supplier.links_consumers, with(supplier.links_consumers.get(), link));
            trace(at -> new LinkAdd(at, consumer.init_name, supplier.init_name, true, inProbe));
        }
        mutex_unlock(device_links_lock);
        return leave(link);
    }

    /** Drops a reference of the link. */
    public void device_link_del(DeviceLink link) {
        enter("device_link_del");
        mutex_lock(device_links_lock);
        trace(at -> new LinkDel(at, link.consumer.init_name, link.supplier.init_name));
        device_link_put_kref(link);
        mutex_unlock(device_links_lock);
        leave();
    }

    private void device_link_put_kref(DeviceLink link) {
        enter("device_link_put_kref");
        if (link.kref.put()) {
            __device_link_del(link);
        }
        leave();
    }

    /** A link that was purged is on no list any more: the kernel then follows a poisoned pointer. */
    private void __device_link_del(DeviceLink link) {
        k.pm.pm_runtime_drop_link(link);
        if (!link.linked.get()) {
            throw world.oops(
                    Finding.Kind.USE_AFTER_FREE, "device_link->s_node", "takes a link from its lists that was purged");
        }
        store(link.consumer.links_suppliers, without(link.consumer.links_suppliers.get(), link));
        store(link.supplier.links_consumers, without(link.supplier.links_consumers.get(), link));
        link.linked.set(false);
    }

    private void device_links_purge(Device dev) {
        enter("device_links_purge");
        trace(at -> new LinkPurge(at, dev.init_name));
        mutex_lock(device_links_lock);
        for (DeviceLink link : both(dev)) {
            __device_link_del(link);
        }
        mutex_unlock(device_links_lock);
        leave();
    }

    /** {@return 0} Only managed links make a probe wait, and the links of IOMMUs are stateless. */
    int device_links_check_suppliers(Device dev) {
        enter("device_links_check_suppliers");
        dev.links_suppliers.load(Access.MARKED);
        return leave(0);
    }

    private static List<DeviceLink> both(Device dev) {
        return Stream.concat(dev.links_suppliers.get().stream(), dev.links_consumers.get().stream())
                .toList();
    }

    /** Lists of links are changed under the lock and read under SRCU. */
    private static void store(Field<List<DeviceLink>> list, List<DeviceLink> links) {
        list.store(Access.MARKED, links);
    }

    private static List<DeviceLink> with(List<DeviceLink> links, DeviceLink link) {
        return Stream.concat(links.stream(), Stream.of(link)).toList();
    }

    private static List<DeviceLink> without(List<DeviceLink> links, DeviceLink link) {
        return links.stream().filter(other -> other != link).toList();
    }
}
