// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static probus.model.linux.Errno.*;
import static probus.model.linux.Ptr.*;

import probus.facts.DomainType;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.Ptr;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuDevice;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;

/** {@code drivers/iommu/omap-iommu.c}. Reads the device tree itself, whenever the core asks for a device. */
public final class OmapIommu extends OtherIommu {
    public OmapIommu(Kernel k) {
        super(k, "omap-iommu", "ti,omap2-iommu");
    }

    @Override
    int probe(Device dev) {
        enter("omap_iommu_probe");
        Instance obj = k.devres.devm_kzalloc("rkAlloc", dev, () -> new Instance(world, "omap_iommu", dev));
        if (obj == null) {
            return leave(-ENOMEM);
        }
        Ptr<IommuGroup> group = k.iommu.iommu_group_alloc();
        if (IS_ERR(group)) {
            return leave(PTR_ERR(group));
        }
        obj.group.set(group.value());
        dev.driver_data.set(obj);
        int err = k.iommu.iommu_device_register(obj, this, dev);
        if (err != 0) {
            k.iommu.iommu_group_put(group.value());
            return leave(err);
        }
        if (!k.has(Change.WALK_ON_REGISTRATION)) {
            k.iommu.bus_set_iommu(k.bus.platform_bus_type, this, obj);
        }
        k.pm.pm_runtime_enable(dev);
        return leave(0);
    }

    @Override
    public Ptr<IommuDevice> probe_device(Device dev) {
        enter("omap_iommu_probe_device");
        if (dev.of_node.iommus().isEmpty()) {
            return leave(k.has(Change.OMAP_RETURNS_ENODEV) ? ERR_PTR(-ENODEV) : Ptr.to(null));
        }
        Device iommu = k.platform.of_find_device_by_node(
                k.board.node(dev.of_node.iommus().get(0)));
        Instance oiommu = (Instance) iommu.driver_data.get();
        if (oiommu == null) {
            return leave(ERR_PTR(-EINVAL));
        }
        dev.iommu.get().priv.set(oiommu);
        return leave(Ptr.to(oiommu));
    }

    @Override
    public Ptr<IommuGroup> device_group(Device dev) {
        enter("omap_iommu_device_group");
        Instance oiommu = (Instance) dev.iommu.get().priv.get();
        return leave(oiommu == null ? ERR_PTR(-EINVAL) : Ptr.to(k.iommu.iommu_group_ref_get(oiommu.group.get())));
    }

    @Override
    public IommuDomain domain_alloc(DomainType type, Device dev) {
        return type == DomainType.UNMANAGED ? super.domain_alloc(type, dev) : null;
    }

    @Override
    int attach(OtherDomain domain, Device dev) {
        return 0;
    }
}
