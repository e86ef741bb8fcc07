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
import probus.model.linux.include.IommuFwspec;
import probus.model.linux.include.IommuGroup;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.World;

/**
 * {@code drivers/iommu/arm/arm-smmu/arm-smmu.c}. Boards have no stream ids here: all masters of an SMMU have the same, which is
 * when they share a group.
 */
public final class ArmSmmu extends OtherIommu {
    public ArmSmmu(Kernel k) {
        super(k, "arm-smmu", "arm,mmu-500");
    }

    @Override
    int probe(Device dev) {
        enter("arm_smmu_device_probe");
        Instance smmu = k.devres.devm_kzalloc("rkAlloc", dev, () -> new Instance(world, "arm_smmu_device", dev));
        if (smmu == null) {
            return leave(-ENOMEM);
        }
        boolean early = k.has(Change.SMMU_LOOKUP_ROBUST);
        if (early) {
            dev.driver_data.set(smmu);
        }
        int err = k.iommu.iommu_device_register(smmu, this, dev);
        if (err != 0) {
            return leave(err);
        }
        if (!early) {
            dev.driver_data.set(smmu);
        }
        if (!k.has(Change.WALK_ON_REGISTRATION)) {
            k.iommu.bus_set_iommu(k.bus.platform_bus_type, this, smmu);
        }
        return leave(0);
    }

    /** {@return the SMMU at that node} Until 7d835134d4e1 only one that is bound to its driver is found. */
    private Instance arm_smmu_get_by_fwnode(Node fwnode) {
        enter("arm_smmu_get_by_fwnode");
        Device dev = k.has(Change.SMMU_LOOKUP_ROBUST)
                ? k.platform.of_find_device_by_node(fwnode)
                : k.driver.driver_find_device_by_fwnode(driver_struct(), fwnode);
        return leave(dev == null ? null : (Instance) dev.driver_data.get());
    }

    @Override
    public Ptr<IommuDevice> probe_device(Device dev) {
        enter("arm_smmu_probe_device");
        IommuFwspec fwspec = k.iommu.dev_iommu_fwspec_get(dev);
        if (fwspec == null) {
            return leave(ERR_PTR(-ENODEV));
        }
        Instance smmu = arm_smmu_get_by_fwnode(fwspec.iommu_fwnode);
        if (smmu == null && k.has(Change.SMMU_DEFERS)) {
            return leave(ERR_PTR(-EPROBE_DEFER));
        }
        // The stream ids are compared with what the SMMU can have: a load from it.
        smmu.ops.get();
        ArmSmmuMasterCfg cfg = kzalloc("rkDataAlloc", () -> new ArmSmmuMasterCfg(world));
        if (cfg == null) {
            return leave(ERR_PTR(-ENOMEM));
        }
        cfg.smmu.set(smmu);
        smmu.masters.set(smmu.masters.get() + 1);
        dev.iommu.get().priv.set(cfg);
        k.core.device_link_add(dev, smmu.hwdev, true);
        return leave(Ptr.to(smmu));
    }

    @Override
    public void release_device(Device dev) {
        enter("arm_smmu_release_device");
        ArmSmmuMasterCfg cfg = (ArmSmmuMasterCfg) dev.iommu.get().priv.get();
        arm_smmu_master_free_smes(cfg.smmu.get());
        dev.iommu.get().priv.set(null);
        world.kfree(cfg);
        leave();
    }

    /** Nobody uses the stream any more when its last master is gone: then it has no group. */
    private void arm_smmu_master_free_smes(Instance smmu) {
        enter("arm_smmu_master_free_smes");
        int left = smmu.masters.get() - 1;
        smmu.masters.set(left);
        if (left == 0) {
            smmu.group.set(null);
        }
        leave();
    }

    @Override
    public Ptr<IommuGroup> device_group(Device dev) {
        enter("arm_smmu_device_group");
        ArmSmmuMasterCfg cfg = (ArmSmmuMasterCfg) dev.iommu.get().priv.get();
        Instance smmu = cfg.smmu.get();
        IommuGroup group = smmu.group.get();
        if (group != null) {
            return leave(Ptr.to(k.iommu.iommu_group_ref_get(group)));
        }
        Ptr<IommuGroup> generic = k.iommu.iommu_group_alloc();
        smmu.group.set(generic.value());
        return leave(generic);
    }

    @Override
    int attach(OtherDomain domain, Device dev) {
        enter("arm_smmu_attach_dev");
        ArmSmmuMasterCfg cfg = (ArmSmmuMasterCfg) dev.iommu.get().priv.get();
        if (cfg == null) {
            return leave(-ENODEV);
        }
        if (k.faults.at("pmGet")) {
            return leave(-EINVAL);
        }
        cfg.domain.set(domain);
        return leave(0);
    }

    /** {@code struct arm_smmu_master_cfg}, with the context that its stream is routed to. */
    private static final class ArmSmmuMasterCfg extends HeapObject {
        final Field<Instance> smmu = new Field<>(this, "smmu", null);
        final Field<OtherDomain> domain = new Field<>(this, "s2cr.cbndx", null);

        ArmSmmuMasterCfg(World world) {
            super(world, "arm_smmu_master_cfg");
        }
    }
}
