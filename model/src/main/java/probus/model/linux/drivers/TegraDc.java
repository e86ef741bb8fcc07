// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers;

import static probus.model.linux.Errno.*;

import java.util.List;
import probus.model.linux.Kernel;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;
import probus.model.world.Field;

/** {@code drivers/gpu/drm/tegra/dc.c}: attaches its whole group to the domain that all display controllers share. */
public final class TegraDc extends DeviceDriver {
    private final Kernel k;
    private final Field<IommuDomain> domain;

    /** The driver of a machine. */
    public TegraDc(Kernel k) {
        super(k.world, "tegra-dc", k.bus.platform_bus_type, List.of("nvidia,tegra186-dc"));
        this.k = k;
        this.domain = new Field<>(this, "domain", null);
    }

    @Override
    public String probe_function() {
        return "tegra_dc_probe";
    }

    @Override
    public int probe(Device dev) {
        k.world.enter("tegra_dc_probe");
        return k.world.leave(host1x_client_iommu_attach(dev));
    }

    private int host1x_client_iommu_attach(Device dev) {
        k.world.enter("host1x_client_iommu_attach");
        IommuGroup group = k.iommu.iommu_group_get(dev);
        if (group == null) {
            return k.world.leave(0);
        }
        if (domain.get() == null) {
            domain.set(k.iommu.iommu_domain_alloc(dev));
        }
        int ret = domain.get() == null ? -ENOMEM : k.iommu.iommu_attach_group(domain.get(), group);
        k.iommu.iommu_group_put(group);
        return k.world.leave(ret);
    }
}
