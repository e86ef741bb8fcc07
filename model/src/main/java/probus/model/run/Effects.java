// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import probus.model.linux.Change;

/** What a change does in the model, in a sentence for who does not want to read the code. */
public final class Effects {
    private static final Map<Change, String> EFFECTS = new EnumMap<>(Change.class);

    static {
        put(Change.DEV_IOMMU_CLEARED_FIRST, "dev_iommu_free stores NULL before it frees, so a late reader sees NULL");
        put(Change.DMA_OWNERSHIP, "a probe claims its group for DMA, and gives it back when it fails");
        put(Change.DEFERRAL_RECHECKED, "a probe that defers while another succeeds is tried again");
        put(Change.ASYNC_SCHEDULED_UNLOCKED, "the worker of an asynchronous probe starts without the device lock");
        put(Change.READY_TO_PROBE, "a device that is not yet on its bus in full is not probed");
        put(Change.PROBE_DEVICE_UNDER_GROUP_MUTEX, "the default domain is made and attached under the group's mutex");
        put(Change.RELEASE_BEFORE_GROUP, "a device is released by its driver before it leaves its group");
        put(Change.FINALIZE_UNLOCKED, "probe_finalize is called without the group's mutex");
        put(Change.WALK_ON_REGISTRATION, "iommu_device_register walks every bus and probes its devices");
        put(Change.PROBE_LOCK, "__iommu_probe_device runs under one lock");
        put(Change.PROBE_LOCK_IN_OF, "the probe lock is held by its callers, and by of_iommu_configure");
        put(Change.ATTACH_REVERTED, "a group whose attach fails goes back to the domain that it had");
        put(Change.GROUP_ALLOC_UNWIND, "iommu_group_alloc that fails half way gives its number back once");
        put(Change.INIT_DEVICE, "whether a device is probed already is asked under the lock, before its driver is");
        put(Change.DEFAULT_DOMAIN_REQUIRED, "a group without a default domain makes the probe fail");
        put(Change.BUS_OPS_RETIRED, "operations come from the firmware spec of the device, not from the bus");
        put(Change.DMA_OPS_IN_CORE, "DMA operations are set when the domain is attached, not when a driver binds");
        put(Change.BIND_WAITS_FOR_DOMAIN, "a driver does not bind before its group has a default domain");
        put(Change.DEV_IOMMU_UNDONE, "of_iommu_configure that fails takes back what it did to dev->iommu");
        put(Change.DMA_IOMMU_CLEARED, "DMA operations are direct again when the device loses its IOMMU");
        put(
                Change.DT_PARSED_IN_PROBE,
                "__iommu_probe_device parses the device tree itself, for which it lets the lock go");
        put(Change.REVALIDATED, "after the lock was let go, what was read before is read again");
        put(Change.READY, "an IOMMU translates for nobody before its walk is over");
        put(Change.RK_DMA_DEV_IN_GROUP, "dma_dev is set by the first device_group instead of the first probe");
        put(Change.RK_UNWIND_GOTO, "rk_iommu_probe takes all back when an interrupt cannot be had");
        put(Change.RK_DTE_ENCODED, "the address of the directory table is encoded as the hardware wants it");
        put(Change.RK_IDENTITY_DOMAIN, "there is an identity domain: to detach is to attach that");
        put(Change.RK_SINGLETON_GROUP, "the group is made by the core, one per instance");
        put(Change.RK_PAGING_DOMAIN, "the core asks for paging domains and knows the identity domain");
        put(Change.RK_STALE_FAULT_DONE, "a fault that the firmware left is acknowledged before the first stall");
        put(Change.RK_SHARED_DOMAIN, "a second device of a shared IOMMU keeps the domain of the first");
        put(Change.RK_DATA_OF_IOMMU, "the data of a device belongs to its IOMMU's device, not to dma_dev");
        put(Change.RK_REGISTERS_LAST, "rk_iommu_probe enables power management and interrupts before it registers");
        put(Change.RK_NO_DMA_DEV, "there is no dma_dev: each domain maps for its own IOMMU");
        put(Change.RK_AUTO_GATING, "a bit of the hardware is set while it is enabled; order stays as it was");
        put(Change.OMAP_RETURNS_ENODEV, "probe_device says -ENODEV where it returned NULL");
        put(Change.SMMU_LOOKUP_ROBUST, "an instance is found as soon as it registers, not only when it is bound");
    }

    private Effects() {}

    private static void put(Change change, String effect) {
        EFFECTS.put(change, effect);
    }

    /** {@return what the change does; empty where its subject says all} */
    public static Optional<String> of(Change change) {
        return Optional.ofNullable(EFFECTS.get(change));
    }
}
