// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import java.util.List;
import probus.facts.DomainType;
import probus.facts.ProbeEvent.Attach;
import probus.facts.ProbeEvent.DomainAlloc;
import probus.facts.ProbeEvent.DomainFree;
import probus.facts.Result;
import probus.model.board.Node;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.linux.include.IommuDevice;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;
import probus.model.linux.include.IommuOps;
import probus.model.world.Field;
import probus.model.world.Hash;
import probus.model.world.Spinlock;
import probus.model.world.World;

/**
 * What the drivers of other IOMMUs have in common here, so that each shows what it does in its own way and no more. They are
 * modelled as far as the bugs of the zoo need; their page tables and registers are not.
 */
abstract class OtherIommu extends KernelFile implements IommuOps {
    private final String name;
    private final DeviceDriver driver;

    OtherIommu(Kernel k, String name, String compatible) {
        super(k);
        this.name = name;
        this.driver = new DeviceDriver(world, name, k.bus.platform_bus_type, List.of(compatible)) {
            @Override
            public int probe(Device dev) {
                return OtherIommu.this.probe(dev);
            }

            @Override
            public String probe_function() {
                return probe;
            }

            @Override
            public boolean suppress_bind_attrs() {
                return true;
            }

            private final String probe = name.replace('-', '_') + "_device_probe";
        };
    }

    /** {@return 0, or why the IOMMU cannot be used} */
    abstract int probe(Device dev);

    @Override
    public final long name() {
        return Hash.of(name);
    }

    @Override
    public final String driver() {
        return name;
    }

    /** {@return the driver, to be registered at boot} */
    public final DeviceDriver driver_struct() {
        return driver;
    }

    @Override
    public void release_device(Device dev) {}

    @Override
    public int of_xlate(Device dev, Node iommu) {
        return 0;
    }

    @Override
    public IommuDomain domain_alloc(DomainType type, Device dev) {
        OtherDomain domain = type == DomainType.UNMANAGED || type == DomainType.DMA
                ? kzalloc("domAlloc.obj", () -> new OtherDomain(world))
                : null;
        trace(at -> new DomainAlloc(at, id(domain), type));
        return domain;
    }

    @Override
    public final void domain_free(IommuDomain domain) {
        trace(at -> new DomainFree(at, id(domain)));
        world.kfree(domain);
    }

    @Override
    public final int attach_dev(IommuDomain domain, Device dev) {
        int ret = attach((OtherDomain) domain, dev);
        trace(at -> new Attach(at, dev.init_name, id(domain), domain.type.peek(), Result.of(ret)));
        return ret;
    }

    /** {@return 0, or why the device's DMA cannot go through the domain} */
    abstract int attach(OtherDomain domain, Device dev);

    @Override
    public final int map(IommuDomain domain, long iova, long paddr, long size) {
        return 0;
    }

    @Override
    public final long unmap(IommuDomain domain, long iova, long size) {
        return size;
    }

    /** A domain, with the devices that use it. */
    static final class OtherDomain extends IommuDomain {
        final Spinlock devices_lock = new Spinlock(this, "devices_lock");
        final Field<List<Device>> devices = new Field<>(this, "devices", List.of());

        OtherDomain(World world) {
            super(world, "iommu_domain");
        }
    }

    /** An IOMMU, with the group that its driver keeps for all that it translates, if it does. */
    static final class Instance extends IommuDevice {
        final Field<IommuGroup> group = new Field<>(this, "group", null);
        /** How many devices it translates. */
        final Field<Integer> masters = new Field<>(this, "masters", 0);
        /** The domain that 32-bit ARM maps DMA through. */
        final Field<IommuDomain> mapping = new Field<>(this, "mapping", null);

        Instance(World world, String label, Device dev) {
            super(world, label, dev);
        }

        @Override
        public IommuGroup group_held() {
            return group.peek() == null ? super.group_held() : group.peek();
        }
    }
}
