// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import probus.facts.DomainType;
import probus.model.linux.Kernel;
import probus.model.linux.include.Device;
import probus.model.linux.include.Device.DmaOps;
import probus.model.linux.include.IommuDevice;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;
import probus.model.world.Field;

/** What can be seen when all has come to rest, without a memory of how it came to be. */
final class AtRest implements Oracle {
    private final Kernel k;

    AtRest(Kernel k) {
        this.k = k;
    }

    @Override
    public void at_rest() {
        k.groups.stream().filter(group -> !group.isFreed()).forEach(this::judge);
        k.platform.devices().forEach(this::judge);
        for (IommuDevice iommu : k.iommu.registered()) {
            if (iommu.isFreed()) {
                violated("RG-3", "the memory of a registered IOMMU is free");
            }
        }
        k.dd.deferred().stream().filter(this::hasAll).forEach(dev -> violated("DC-4", dev + " waits for nothing"));
    }

    private void judge(IommuGroup group) {
        if (group.entry.peek() != null) {
            violated("GR-6", "a group is on the list of a walk that has ended");
        }
        if (group.devices.peek().isEmpty() && iommus().noneMatch(iommu -> iommu.group_held() == group)) {
            violated("GR-22", "a group has no device and nobody who could give it back");
        }
    }

    private void judge(Device dev) {
        IommuGroup group = dev.iommu_group.peek();
        IommuDomain domain = group == null || group.isFreed() ? null : group.domain.peek();
        if (dev.driver.peek() != null
                && domain != null
                && domain.type.peek() == DomainType.DMA
                && dev.dma_ops.peek() == DmaOps.DIRECT) {
            violated("GR-12", dev + " was bound to its driver before its group had a domain, and is translated now");
        }
    }

    /** {@return whether the device could be probed now, and nobody will} */
    private boolean hasAll(Device dev) {
        IommuGroup group = dev.iommu_group.peek();
        boolean has_domain = group == null || group.default_domain.peek() != null;
        List<String> suppliers = dev.of_node.iommus();
        return has_domain
                && suppliers.stream()
                        .allMatch(name -> iommus().anyMatch(iommu -> iommu.hwdev.init_name.equals(name)
                                && iommu.hwdev.driver.peek() != null
                                && k.iommu.registered().contains(iommu)));
    }

    /** {@return the IOMMUs that drivers have} */
    private Stream<IommuDevice> iommus() {
        return k.platform.devices().stream()
                .map(dev -> dev.driver_data)
                .map(Field::peek)
                .filter(Objects::nonNull)
                .filter(IommuDevice.class::isInstance)
                .map(IommuDevice.class::cast);
    }

    private void violated(String invariant, String message) {
        Oracles.violated(k.world, invariant, message);
    }
}
