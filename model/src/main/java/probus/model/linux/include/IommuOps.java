// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.facts.DomainType;
import probus.model.board.Node;
import probus.model.linux.Ptr;
import probus.model.world.Named;

/** {@code struct iommu_ops} with {@code struct iommu_domain_ops} ({@code include/linux/iommu.h}). */
public interface IommuOps extends Named {
    /** {@return the driver's name, as in its functions: "rk_iommu"} */
    String driver();

    /** {@return whether they belong to a module that does not say so} */
    default boolean is_module_without_owner() {
        return false;
    }

    /** {@return the IOMMU that translates the device, or -ENODEV} */
    Ptr<IommuDevice> probe_device(Device dev);

    /** The device is let go. */
    void release_device(Device dev);

    /** The core has done what it does for the device. */
    default void probe_finalize(Device dev) {}

    /** {@return the group of the device, with a reference} */
    Ptr<IommuGroup> device_group(Device dev);

    /** {@return 0, or why the device cannot be translated by the IOMMU of that node} */
    int of_xlate(Device dev, Node iommu);

    /** {@return a domain of the type for the device (null: for any), or NULL} */
    IommuDomain domain_alloc(DomainType type, Device dev);

    /** {@return the one domain without translation, or NULL if there is none} */
    default IommuDomain identity_domain() {
        return null;
    }

    /** The domain is not used any more. */
    void domain_free(IommuDomain domain);

    /** {@return 0, or why the device's DMA cannot go through the domain} */
    int attach_dev(IommuDomain domain, Device dev);

    /** The device's DMA does not go through the domain any more (up to v6.2). */
    default void detach_dev(IommuDomain domain, Device dev) {}

    /** {@return 0, or why the range cannot be mapped} Addresses and size in bytes. */
    int map(IommuDomain domain, long iova, long paddr, long size);

    /** {@return the number of bytes that are mapped no longer} */
    long unmap(IommuDomain domain, long iova, long size);
}
