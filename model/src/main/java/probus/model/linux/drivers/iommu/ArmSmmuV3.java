// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static probus.model.linux.Errno.*;
import static probus.model.linux.Ptr.*;

import java.util.ArrayList;
import java.util.List;
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

/** {@code drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c}: a master leaves its domain when it is released. */
public final class ArmSmmuV3 extends OtherIommu {
    public ArmSmmuV3(Kernel k) {
        super(k, "arm-smmu-v3", "arm,smmu-v3");
    }

    @Override
    int probe(Device dev) {
        enter("arm_smmu_device_probe");
        Instance smmu = k.devres.devm_kzalloc("rkAlloc", dev, () -> new Instance(world, "arm_smmu_device", dev));
        if (smmu == null) {
            return leave(-ENOMEM);
        }
        dev.driver_data.set(smmu);
        int err = k.iommu.iommu_device_register(smmu, this, dev);
        if (err == 0 && !k.has(Change.WALK_ON_REGISTRATION)) {
            k.iommu.bus_set_iommu(k.bus.platform_bus_type, this, smmu);
        }
        return leave(err);
    }

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
        Instance smmu = fwspec == null ? null : arm_smmu_get_by_fwnode(fwspec.iommu_fwnode);
        if (smmu == null) {
            return leave(ERR_PTR(-ENODEV));
        }
        ArmSmmuMaster master = kzalloc("rkDataAlloc", () -> new ArmSmmuMaster(world));
        if (master == null) {
            return leave(ERR_PTR(-ENOMEM));
        }
        dev.iommu.get().priv.set(master);
        return leave(Ptr.to(smmu));
    }

    @Override
    public void release_device(Device dev) {
        enter("arm_smmu_release_device");
        ArmSmmuMaster master = (ArmSmmuMaster) dev.iommu.get().priv.get();
        arm_smmu_detach_dev(master, dev);
        world.kfree(master);
        leave();
    }

    @Override
    public Ptr<IommuGroup> device_group(Device dev) {
        enter("arm_smmu_device_group");
        return leave(k.iommu.iommu_group_alloc());
    }

    @Override
    int attach(OtherDomain domain, Device dev) {
        enter("arm_smmu_attach_dev");
        ArmSmmuMaster master = (ArmSmmuMaster) dev.iommu.get().priv.get();
        arm_smmu_detach_dev(master, dev);
        master.domain.set(domain);
        spin_lock(domain.devices_lock);
        List<Device> devices = new ArrayList<>(domain.devices.get());
        devices.add(dev);
        domain.devices.set(List.copyOf(devices));
        spin_unlock(domain.devices_lock);
        return leave(0);
    }

    private void arm_smmu_detach_dev(ArmSmmuMaster master, Device dev) {
        enter("arm_smmu_detach_dev");
        OtherDomain domain = master.domain.get();
        if (domain != null) {
            spin_lock(domain.devices_lock);
            domain.devices.set(
                    domain.devices.get().stream().filter(other -> other != dev).toList());
            spin_unlock(domain.devices_lock);
            master.domain.set(null);
        }
        leave();
    }

    /** {@code struct arm_smmu_master}. */
    private static final class ArmSmmuMaster extends HeapObject {
        final Field<OtherDomain> domain = new Field<>(this, "domain", null);

        ArmSmmuMaster(World world) {
            super(world, "arm_smmu_master");
        }
    }
}
