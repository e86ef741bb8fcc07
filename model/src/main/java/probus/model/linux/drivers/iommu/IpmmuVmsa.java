// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static probus.model.linux.Errno.*;
import static probus.model.linux.Ptr.*;

import probus.model.board.Node;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.Ptr;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuDevice;
import probus.model.linux.include.IommuGroup;

/** {@code drivers/iommu/ipmmu-vmsa.c} on 32-bit ARM, where DMA is mapped through a domain that the driver attaches at last. */
public final class IpmmuVmsa extends OtherIommu {
    public IpmmuVmsa(Kernel k) {
        super(k, "ipmmu-vmsa", "renesas,ipmmu-vmsa");
    }

    @Override
    int probe(Device dev) {
        enter("ipmmu_probe");
        Instance mmu = k.devres.devm_kzalloc("rkAlloc", dev, () -> new Instance(world, "ipmmu_vmsa_device", dev));
        if (mmu == null) {
            return leave(-ENOMEM);
        }
        dev.driver_data.set(mmu);
        int err = k.iommu.iommu_device_register(mmu, this, dev);
        if (err == 0 && !k.has(Change.WALK_ON_REGISTRATION)) {
            k.iommu.bus_set_iommu(k.bus.platform_bus_type, this, mmu);
        }
        return leave(err);
    }

    @Override
    public int of_xlate(Device dev, Node node) {
        enter("ipmmu_of_xlate");
        Device ipmmu_pdev = k.platform.of_find_device_by_node(node);
        dev.iommu.get().priv.set((Instance) ipmmu_pdev.driver_data.get());
        return leave(0);
    }

    private static Instance to_ipmmu(Device dev) {
        return (Instance) dev.iommu.get().priv.get();
    }

    @Override
    public Ptr<IommuDevice> probe_device(Device dev) {
        enter("ipmmu_probe_device");
        Instance mmu = to_ipmmu(dev);
        return leave(mmu == null ? ERR_PTR(-ENODEV) : Ptr.to(mmu));
    }

    @Override
    public void probe_finalize(Device dev) {
        enter("ipmmu_probe_finalize");
        ipmmu_init_arm_mapping(dev);
        leave();
    }

    private void ipmmu_init_arm_mapping(Device dev) {
        enter("ipmmu_init_arm_mapping");
        Instance mmu = to_ipmmu(dev);
        if (mmu.mapping.get() == null) {
            mmu.mapping.set(k.iommu.iommu_domain_alloc(dev));
        }
        arm_iommu_attach_device(dev, mmu);
        leave();
    }

    /** {@code arch/arm/mm/dma-mapping.c}. */
    private void arm_iommu_attach_device(Device dev, Instance mmu) {
        enter("arm_iommu_attach_device");
        k.iommu.iommu_attach_device(mmu.mapping.get(), dev);
        leave();
    }

    @Override
    public Ptr<IommuGroup> device_group(Device dev) {
        enter("ipmmu_find_group");
        Instance mmu = to_ipmmu(dev);
        if (mmu.group.get() != null) {
            return leave(Ptr.to(k.iommu.iommu_group_ref_get(mmu.group.get())));
        }
        Ptr<IommuGroup> group = k.iommu.iommu_group_alloc();
        mmu.group.set(group.value());
        return leave(group);
    }

    @Override
    int attach(OtherDomain domain, Device dev) {
        enter("ipmmu_attach_device");
        return leave(to_ipmmu(dev) == null ? -ENXIO : 0);
    }
}
