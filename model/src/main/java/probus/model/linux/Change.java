// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import static probus.facts.KernelProfile.*;

import java.util.EnumSet;
import java.util.Set;
import probus.facts.KernelProfile;

/** A commit that changed the probe path, and the profiles whose kernels have it. */
public enum Change {
    // @formatter:off
    // Driver core
    /** Pointers are cleared before what they point to is freed. */
    DEV_IOMMU_CLEARED_FIRST("b54240ad4943", "iommu: Fix potential use-after-free during probe", since(P60)),
    DMA_OWNERSHIP("1ea2a07a532b", "iommu: Add DMA ownership management interfaces", since(P60)),
    DEFERRAL_TIMES_OUT("25b4e70dcce9", "driver core: allow stopping deferred probe after init", since(P510)),
    DEFERRAL_RECHECKED("58b116bce136", "drivercore: deferral race condition fix", since(P510)),
    ASYNC_SCHEDULED_UNLOCKED("70fe758352ca", "driver core: fix potential deadlock in __driver_attach", since(P60)),
    READY_TO_PROBE("a2225b6e834a", "driver core: Don't let a device probe until it's ready", only(P61Y, P72)),

    // IOMMU core
    PROBE_DEVICE_UNDER_GROUP_MUTEX(
            "556f99ac8866", "iommu: Extend mutex lock scope in iommu_probe_device()", since(P60)),
    RELEASE_BEFORE_GROUP("9ac8545199a1", "iommu: Fix use-after-free in iommu_release_device", since(P510)),
    FINALIZE_UNLOCKED("-", "iommu: Don't call .probe_finalize() under group->mutex", since(P510)),
    OPS_OF_INSTANCE("3f6634d997db", "iommu: Use right way to retrieve iommu_ops", since(P60)),
    WALK_ON_REGISTRATION("57365a04c921", "iommu: Move bus setup to IOMMU device registration", since(P61RC)),
    PROBE_LOCK("01657bc14a39", "iommu: Avoid races around device probe", since(P61)),
    PROBE_LOCK_IN_OF(
            "a2e7e59a9426", "iommu: Avoid more races around device probe", only(P61Y, P612, P615N, P615, P618, P72)),
    ATTACH_REVERTED("2cc73c5712f9", "iommu: Attach device group to old domain in error path", since(P61Y)),
    GROUP_ALLOC_UNWIND("4daa861174d5", "iommu: Fix error unwind in iommu_group_alloc()", since(P61Y)),
    INIT_DEVICE("6eb4da8cf545", "iommu: Have __iommu_probe_device() check for already probed devices", since(P66)),
    DEFAULT_DOMAIN_REQUIRED("98ac73f99bc4", "iommu: Require a default_domain for all iommu drivers", since(P612)),
    BUS_OPS_RETIRED("17de3f5fdd35", "iommu: Retire bus ops", since(P612)),
    DMA_OPS_IN_CORE("b67483b3c44e", "iommu/dma: Centralise iommu_setup_dma_ops()", since(P612)),
    BIND_WAITS_FOR_DOMAIN("b46064a18810", "iommu: Handle race with default domain setup", since(P612)),
    DEV_IOMMU_UNDONE("3832862eb9c4", "iommu: Keep dev->iommu state consistent", since(P612)),
    DMA_IOMMU_CLEARED("280e5a301005", "iommu: Clear iommu-dma ops on cleanup", only(P612, P615, P618, P72)),
    DT_PARSED_IN_PROBE("bcb81ac6ae3c", "iommu: Get DT/ACPI parsing into the proper probe path", since(P615N)),
    REVALIDATED("0c8e9c148e29", "iommu: Avoid introducing more races", since(P618)),
    READY("da33e87bd2bf", "iommu: Handle yet another race around registration", since(P618)),
    /** Posted 2026-03-23 and refused: a walk itself must translate before its IOMMU is ready. */
    READY_ALWAYS("not merged", "iommu: Fix bypass of IOMMU readiness check for multi-IOMMU devices", never()),

    // rockchip
    RK_DMA_DEV_IN_GROUP("not merged", "diff of 2022-10-20: dma_dev set in rk_iommu_device_group", only(P61RC_D)),
    RK_UNWIND_GOTO("ec014683c564", "iommu/rockchip: Fix unwind goto issue", since(P61Y)),
    RK_DTE_ENCODED("6df63b7ebdaf", "iommu: rockchip: Fix directory table address encoding", since(P61Y)),
    RK_IDENTITY_DOMAIN("25c2325575cc", "iommu/rockchip: Add missing set_platform_dma_ops callback", since(P66)),
    RK_TABLES_ANYWHERE("-", "iommu: rockchip: Allocate tables from all available memory for IOMMU v2", since(P66)),
    RK_SINGLETON_GROUP("-", "iommu: Add generic_single_device_group()", since(P612)),
    RK_PAGING_DOMAIN("-", "iommu: Convert simple drivers with DMA domains to domain_alloc_paging()", since(P612)),
    RK_STALE_FAULT_DONE("-", "rk_iommu_enable_stall acknowledges a fault that the firmware left", only(P612)),
    RK_SHARED_DOMAIN(
            "62e062a29ad5", "iommu/rockchip: prevent a second master from resetting the domain", only(P612, P618, P72)),
    RK_DATA_OF_IOMMU("f48dcda8f6a4", "iommu/rockchip: Allocate per-device data sensibly", since(P615)),
    RK_REGISTERS_LAST("f90aa59eb299", "iommu/rockchip: Register in a sensible order", since(P615)),
    RK_NO_DMA_DEV("dcde1c4aa7ce", "iommu/rockchip: Retire global dma_dev workaround", since(P615)),
    RK_AUTO_GATING("8d4346ecd495", "iommu/rockchip: disable fetch dte time limit", only(P61Y, P612, P72)),

    // Other drivers
    OMAP_RETURNS_ENODEV("71ff461c3f41", "iommu/omap: Fix regression in probe for NULL pointer dereference", since(P60)),
    SMMU_DEFERS("229e6ee43d2a", "iommu/arm-smmu: Defer probe of clients after smmu device bound", only(P612)),
    SMMU_LOOKUP_ROBUST("7d835134d4e1", "iommu/arm-smmu: Make instance lookup robust", since(P615N));
    // @formatter:on

    private final String commit;
    private final String subject;
    // Never changed after the constructor.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<KernelProfile> profiles;

    Change(String commit, String subject, Set<KernelProfile> profiles) {
        this.commit = commit;
        this.subject = subject;
        this.profiles = profiles;
    }

    /** {@return the commit's abbreviated hash} */
    public String commit() {
        return commit;
    }

    /** {@return the commit's subject} */
    public String subject() {
        return subject;
    }

    /** {@return whether kernels of the profile have it} */
    public boolean isIn(KernelProfile profile) {
        return profiles.contains(profile);
    }

    private static Set<KernelProfile> since(KernelProfile first) {
        return EnumSet.range(first, P72);
    }

    private static Set<KernelProfile> never() {
        return EnumSet.noneOf(KernelProfile.class);
    }

    private static Set<KernelProfile> only(KernelProfile first, KernelProfile... others) {
        return EnumSet.of(first, others);
    }
}
