// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import probus.facts.state.Before;

/**
 * Something that happened while a kernel probed its IOMMUs. Each kind is a record named after the kernel's own word, with
 * the stamp first; what it means stands in its {@link KernelEvent}. Names are device names ({@code dev}), the name of an
 * IOMMU's platform device ({@code iommu}); a name that was not recorded is {@link #UNKNOWN}, an object {@link
 * ObjectId#UNKNOWN}, a result {@link Result#UNKNOWN}.
 *
 * <p>This file is one list on purpose: it is the vocabulary.
 */
public sealed interface ProbeEvent {
    /** A name that the input did not record. */
    String UNKNOWN = "(unknown)";

    /** {@return when, where and by whom} */
    Stamp at();

    /** {@return the position in the total order of the input} */
    default long getSeq() {
        return at().seq();
    }

    /** {@return nanoseconds of the input's clock} */
    default long getTime() {
        return at().time();
    }

    /** {@return the CPU, {@code -1} where not told} */
    default int getCpu() {
        return at().cpu();
    }

    /** {@return who did it} */
    default Task getTask() {
        return at().task();
    }

    /** {@return the state of the kernel just before this event, while it is the current one} */
    default Before getBefore() {
        return at().before();
    }

    /** An event that concerns a device. */
    sealed interface OfDevice extends ProbeEvent {
        /** {@return the device's name} */
        String dev();
    }

    /** An event that concerns an IOMMU. */
    sealed interface OfIommu extends ProbeEvent {
        /** {@return the name of the IOMMU's platform device} */
        String iommu();
    }

    /** An event that concerns a group. */
    sealed interface OfGroup extends ProbeEvent {
        /** {@return the group} */
        ObjectId group();
    }

    /** An event that concerns a domain. */
    sealed interface OfDomain extends ProbeEvent {
        /** {@return the domain} */
        ObjectId domain();
    }

    /** An event that concerns an allocated object, mostly a dev_iommu. */
    sealed interface OfObject extends ProbeEvent {
        /** {@return the object} */
        ObjectId object();
    }

    /** An event that concerns a lock. */
    sealed interface OfLock extends ProbeEvent {
        /** {@return the lock} */
        ObjectId lock();

        /** {@return the lock's name, {@code ""} where it has none} */
        String name();

        /** {@return the device whose own lock this is, {@code ""} for any other lock} */
        String dev();
    }

    /** A load or a store. */
    sealed interface Access extends OfObject {
        /** {@return the field's name} */
        String field();
    }

    /** A step that the driver core takes under the device's lock. */
    sealed interface BindingStep extends OfDevice {
        /** {@return the driver's name} */
        String driver();
    }

    /** What a walk, or the registration around it, answered. */
    sealed interface WalkOutcome extends OfIommu {
        /** {@return the result} */
        Result result();
    }

    /** An event that shows the value of rockchip's global dma_dev, where the probe fetched it. */
    sealed interface ShowsDmaDev extends ProbeEvent {
        /** {@return dma_dev as seen, {@link ObjectId#UNKNOWN} where not fetched} */
        ObjectId dmaDev();
    }

    // ---- Memory

    @KernelEvent(value = "An object was allocated; owner is the device that a device-managed allocation belongs to.", kernel = "mm/slab.c:kmalloc, drivers/base/devres.c:devm_kmalloc", shortName = "alloc")
    record Alloc(Stamp at, ObjectId object, String type, boolean deviceManaged, ObjectId owner) implements ProbeEvent {}

    @KernelEvent(value = "An allocation failed at a named site.", kernel = "mm/slab.c:kmalloc", shortName = "allocFail")
    record AllocFail(Stamp at, String site) implements ProbeEvent {}

    @KernelEvent(value = "An object was freed.", kernel = "mm/slab.c:kfree", shortName = "free")
    record Free(Stamp at, ObjectId object) implements OfObject {}

    @KernelEvent(value = "A field of an object was read.", shortName = "load")
    record Load(Stamp at, ObjectId object, String field) implements Access {}

    @KernelEvent(value = "A field of an object was written; value as printed.", shortName = "store")
    record Store(Stamp at, ObjectId object, String field, String value) implements Access {}


    // ---- Locks

    @KernelEvent(value = "A task asked for a lock; dev names the device whose lock it is.", kernel = "kernel/locking/mutex.c:mutex_lock", shortName = "request")
    record LockRequest(Stamp at, ObjectId lock, String name, String dev) implements OfLock {}

    @KernelEvent(value = "A task got a lock.", kernel = "kernel/locking/mutex.c:mutex_lock", shortName = "acquire")
    record LockAcquire(Stamp at, ObjectId lock, String name, String dev) implements OfLock {}

    @KernelEvent(value = "A task released a lock.", kernel = "kernel/locking/mutex.c:mutex_unlock", shortName = "release")
    record LockRelease(Stamp at, ObjectId lock, String name, String dev) implements OfLock {}


    // ---- Driver core

    @KernelEvent(value = "A driver was registered.", kernel = "drivers/base/driver.c:driver_register", shortName = "drvRegister")
    record DriverRegister(Stamp at, String driver) implements ProbeEvent {}

    @KernelEvent(value = "A driver matches a device.", kernel = "drivers/base/base.h:driver_match_device", shortName = "match")
    record Match(Stamp at, String dev, String driver) implements OfDevice {}

    @KernelEvent(value = "A probe was handed to a worker.", kernel = "drivers/base/dd.c:__driver_attach", shortName = "asyncSchedule")
    record AsyncSchedule(Stamp at, String dev, String driver) implements OfDevice {}

    @KernelEvent(value = "The driver core starts to bind a driver to a device.", kernel = "drivers/base/dd.c:really_probe", shortName = "probeBegin")
    record ProbeBegin(Stamp at, String dev, String driver) implements BindingStep {}

    @KernelEvent(value = "The driver core is done with that attempt.", kernel = "drivers/base/dd.c:really_probe", shortName = "probeEnd")
    record ProbeEnd(Stamp at, String dev, String driver, Result result) implements OfDevice {}

    @KernelEvent(value = "The driver's own probe function starts; dmaDev is what it showed of rockchip's dma_dev.", kernel = "drv->probe", shortName = "driverProbeBegin")
    record DriverProbeBegin(Stamp at, String dev, String function, ObjectId dmaDev) implements OfDevice, ShowsDmaDev {}

    @KernelEvent(value = "The driver's own probe function returned.", kernel = "drv->probe", shortName = "driverProbeEnd")
    record DriverProbeEnd(Stamp at, String dev, String function, Result result, ObjectId dmaDev) implements OfDevice, ShowsDmaDev {}

    @KernelEvent(value = "A device is bound to a driver.", kernel = "drivers/base/dd.c:driver_bound", shortName = "bind")
    record Bind(Stamp at, String dev, String driver) implements BindingStep {}

    @KernelEvent(value = "A device lost its driver.", kernel = "drivers/base/dd.c:device_unbind_cleanup", shortName = "unbind")
    record Unbind(Stamp at, String dev, String driver) implements BindingStep {}

    @KernelEvent(value = "A device was put on the deferred list.", kernel = "drivers/base/dd.c:driver_deferred_probe_add", shortName = "deferAdd")
    record DeferAdd(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "All deferred devices are to be tried again.", kernel = "drivers/base/dd.c:driver_deferred_probe_trigger", shortName = "deferTrigger")
    record DeferTrigger(Stamp at) implements ProbeEvent {}

    @KernelEvent(value = "A deferred device is tried again.", kernel = "drivers/base/dd.c:deferred_probe_work_func", shortName = "deferRetry")
    record DeferRetry(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "A device left the deferred list.", kernel = "drivers/base/dd.c:driver_deferred_probe_del", shortName = "deferDel")
    record DeferDel(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "The bus notifiers are called for a device.", kernel = "drivers/base/core.c:bus_notify", shortName = "notify")
    record Notify(Stamp at, String dev, String action) implements OfDevice {}

    @KernelEvent(value = "A device is on its bus's list: walks see it.", kernel = "drivers/base/bus.c:bus_add_device", shortName = "busLink")
    record BusLink(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "A device left its bus's list.", kernel = "drivers/base/bus.c:bus_remove_device", shortName = "busUnlink")
    record BusUnlink(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "A device is marked dead.", kernel = "drivers/base/core.c:kill_device", shortName = "dead")
    record Dead(Stamp at, String dev) implements OfDevice {}


    // ---- OF and DMA

    @KernelEvent(value = "A device's DMA configuration from the device tree starts; via is the function.", kernel = "drivers/iommu/of_iommu.c:of_iommu_configure", shortName = "dmaConfigureBegin")
    record DmaConfigureBegin(Stamp at, String dev, String via) implements OfDevice {}

    @KernelEvent(value = "That configuration ended.", kernel = "drivers/iommu/of_iommu.c:of_iommu_configure", shortName = "dmaConfigureEnd")
    record DmaConfigureEnd(Stamp at, String dev, String via, Result result) implements OfDevice {}

    @KernelEvent(value = "A driver starts to translate one iommus phandle of a device.", kernel = "ops->of_xlate", shortName = "xlateBegin")
    record XlateBegin(Stamp at, String dev, String iommu, String driver, ObjectId dmaDev) implements OfDevice, OfIommu, ShowsDmaDev {}

    @KernelEvent(value = "That translation ended.", kernel = "ops->of_xlate", shortName = "xlateEnd")
    record XlateEnd(Stamp at, String dev, String iommu, String driver, Result result) implements OfDevice, OfIommu {}

    @KernelEvent(value = "A device got (or has already) a firmware spec.", kernel = "drivers/iommu/iommu.c:iommu_fwspec_init", shortName = "fwspecInit")
    record FwspecInit(Stamp at, String dev, Result result) implements OfDevice {}

    @KernelEvent(value = "A device's firmware spec was freed.", kernel = "drivers/iommu/iommu.c:iommu_fwspec_free", shortName = "fwspecFree")
    record FwspecFree(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "A device's DMA operations changed.", kernel = "arch_setup_dma_ops, iommu_setup_dma_ops", shortName = "dmaOpsSet")
    record DmaOpsSet(Stamp at, String dev, String kind) implements OfDevice {}

    @KernelEvent(value = "A driver uses the group's default domain.", kernel = "drivers/iommu/iommu.c:iommu_device_use_default_domain", shortName = "ownerInc")
    record OwnerInc(Stamp at, ObjectId group) implements OfGroup {}

    @KernelEvent(value = "A driver no longer uses the group's default domain.", kernel = "drivers/iommu/iommu.c:iommu_device_unuse_default_domain", shortName = "ownerDec")
    record OwnerDec(Stamp at, ObjectId group) implements OfGroup {}


    // ---- IOMMU core

    @KernelEvent(value = "An IOMMU starts to register; iommu is its platform device, instance its iommu_device.", kernel = "drivers/iommu/iommu.c:iommu_device_register", shortName = "registerBegin")
    record RegisterBegin(Stamp at, String iommu, ObjectId instance) implements OfIommu {}

    @KernelEvent(value = "That registration ended.", kernel = "drivers/iommu/iommu.c:iommu_device_register", shortName = "registerEnd")
    record RegisterEnd(Stamp at, String iommu, Result result) implements OfIommu, WalkOutcome {}

    @KernelEvent(value = "An IOMMU is on iommu_device_list: clients can find it.", kernel = "drivers/iommu/iommu.c:iommu_device_register", shortName = "listAdd")
    record ListAdd(Stamp at, String iommu) implements OfIommu {}

    @KernelEvent(value = "An IOMMU left iommu_device_list.", kernel = "drivers/iommu/iommu.c:iommu_device_unregister", shortName = "listDel")
    record ListDel(Stamp at, String iommu) implements OfIommu {}

    @KernelEvent(value = "A registration starts to walk a bus.", kernel = "drivers/iommu/iommu.c:bus_iommu_probe", shortName = "walkBegin")
    record WalkBegin(Stamp at, String iommu, String bus) implements OfIommu {}

    @KernelEvent(value = "That walk ended.", kernel = "drivers/iommu/iommu.c:bus_iommu_probe", shortName = "walkEnd")
    record WalkEnd(Stamp at, String iommu, String bus, Result result) implements OfIommu, WalkOutcome {}

    @KernelEvent(value = "An IOMMU is marked ready for clients (v6.16).", kernel = "drivers/iommu/iommu.c:iommu_device_register", shortName = "ready")
    record Ready(Stamp at, String iommu) implements OfIommu {}

    @KernelEvent(value = "An IOMMU starts to unregister.", kernel = "drivers/iommu/iommu.c:iommu_device_unregister", shortName = "unregister")
    record Unregister(Stamp at, String iommu) implements OfIommu {}

    @KernelEvent(value = "A task enters the IOMMU probe of a device; caller is the function it came from.", kernel = "drivers/iommu/iommu.c:__iommu_probe_device", shortName = "iprobeBegin")
    record IommuProbeBegin(Stamp at, String dev, String caller) implements OfDevice {}

    @KernelEvent(value = "That task left it.", kernel = "drivers/iommu/iommu.c:__iommu_probe_device", shortName = "iprobeEnd")
    record IommuProbeEnd(Stamp at, String dev, Result result) implements OfDevice {}

    @KernelEvent(value = "A task got the device's dev_iommu; created says that it allocated it.", kernel = "drivers/iommu/iommu.c:dev_iommu_get", shortName = "diGet")
    record DevIommuGet(Stamp at, String dev, ObjectId object, boolean created) implements OfDevice, OfObject {}

    @KernelEvent(value = "A task frees the device's dev_iommu; object is what dev->iommu pointed to when it was read.", kernel = "drivers/iommu/iommu.c:dev_iommu_free", shortName = "diFree")
    record DevIommuFree(Stamp at, String dev, ObjectId object) implements OfDevice, OfObject {}

    @KernelEvent(value = "The driver answered whether it translates the device; instance is the iommu_device it returned.", kernel = "ops->probe_device", shortName = "opsProbe")
    record OpsProbe(Stamp at, String dev, Result result, ObjectId instance) implements OfDevice {}

    @KernelEvent(value = "The driver lets the device go.", kernel = "ops->release_device", shortName = "opsRelease")
    record OpsRelease(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "The IOMMU core starts to let a device go.", kernel = "drivers/iommu/iommu.c:iommu_release_device", shortName = "releaseBegin")
    record IommuReleaseBegin(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "The IOMMU core has let the device go.", kernel = "drivers/iommu/iommu.c:iommu_release_device", shortName = "releaseEnd")
    record IommuReleaseEnd(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "The driver is asked for the device's group.", kernel = "ops->device_group", shortName = "deviceGroup")
    record DeviceGroup(Stamp at, String dev, ObjectId dmaDev) implements OfDevice, ShowsDmaDev {}

    @KernelEvent(value = "A group was allocated.", kernel = "drivers/iommu/iommu.c:iommu_group_alloc", shortName = "groupAlloc")
    record GroupAlloc(Stamp at, ObjectId group) implements OfGroup {}

    @KernelEvent(value = "A group's reference count changed.", kernel = "drivers/iommu/iommu.c:iommu_group_get, iommu_group_put", shortName = "groupRef")
    record GroupRef(Stamp at, ObjectId group, int delta) implements OfGroup {}

    @KernelEvent(value = "A group was freed.", kernel = "drivers/iommu/iommu.c:iommu_group_release", shortName = "groupFree")
    record GroupFree(Stamp at, ObjectId group) implements OfGroup {}

    @KernelEvent(value = "A device was added to a group, or could not be.", kernel = "drivers/iommu/iommu.c:iommu_group_add_device", shortName = "groupAdd")
    record GroupAdd(Stamp at, String dev, ObjectId group, Result result) implements OfDevice, OfGroup {}

    @KernelEvent(value = "A device left its group.", kernel = "drivers/iommu/iommu.c:iommu_group_remove_device", shortName = "groupDel")
    record GroupDel(Stamp at, String dev, ObjectId group) implements OfDevice, OfGroup {}

    @KernelEvent(value = "A walk queued a group.", kernel = "drivers/iommu/iommu.c:__iommu_probe_device", shortName = "entryAdd")
    record GroupEntryAdd(Stamp at, ObjectId group, String iommu) implements OfGroup, OfIommu {}

    @KernelEvent(value = "A group left a walk's queue.", kernel = "drivers/iommu/iommu.c:bus_iommu_probe", shortName = "entryDel")
    record GroupEntryDel(Stamp at, ObjectId group) implements OfGroup {}

    @KernelEvent(value = "A driver is asked for a domain.", kernel = "ops->domain_alloc", shortName = "domAllocBegin")
    record DomainAllocBegin(Stamp at, String driver, DomainType type, ObjectId dmaDev) implements ShowsDmaDev {}

    @KernelEvent(value = "A driver answered with a domain, NULL where it could not.", kernel = "ops->domain_alloc", shortName = "domAlloc")
    record DomainAlloc(Stamp at, ObjectId domain, DomainType type) implements OfDomain {}

    @KernelEvent(value = "A domain was freed.", kernel = "ops->domain_free", shortName = "domFree")
    record DomainFree(Stamp at, ObjectId domain) implements OfDomain {}

    @KernelEvent(value = "A group got a default domain.", kernel = "drivers/iommu/iommu.c:iommu_setup_default_domain", shortName = "setDefault")
    record SetDefault(Stamp at, ObjectId group, ObjectId domain) implements OfGroup, OfDomain {}

    @KernelEvent(value = "A device was attached to a domain, or could not be.", kernel = "ops->attach_dev", shortName = "attach")
    record Attach(Stamp at, String dev, ObjectId domain, DomainType type, Result result) implements OfDevice, OfDomain {}

    @KernelEvent(value = "A device was detached from a domain.", kernel = "ops->detach_dev", shortName = "detach")
    record Detach(Stamp at, String dev, ObjectId domain) implements OfDevice, OfDomain {}

    @KernelEvent(value = "The driver finishes a device's probe.", kernel = "ops->probe_finalize", shortName = "finalize")
    record ProbeFinalize(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "A reference to the driver's module was taken for a device.", kernel = "kernel/module/main.c:try_module_get", shortName = "modGet")
    record ModuleGet(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "A reference to the driver's module was dropped for a device.", kernel = "kernel/module/main.c:module_put", shortName = "modPut")
    record ModulePut(Stamp at, String dev) implements OfDevice {}


    // ---- rockchip

    @KernelEvent(value = "The global dma_dev was set, to the device where that is known.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_probe", shortName = "dmaDevSet")
    record DmaDevSet(Stamp at, String dev) implements ProbeEvent {}

    @KernelEvent(value = "The global rk_ops was set.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_probe", shortName = "rkOpsSet")
    record RkOpsSet(Stamp at, String version) implements ProbeEvent {}

    @KernelEvent(value = "rk_iommu.domain changed, in function.", kernel = "drivers/iommu/rockchip-iommu.c", shortName = "rkDomain")
    record RkDomain(Stamp at, String iommu, ObjectId domain, String function) implements OfIommu, OfDomain {}

    @KernelEvent(value = "An IOMMU is on its domain's list.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_attach_device", shortName = "nodeAdd")
    record NodeAdd(Stamp at, ObjectId domain, String iommu) implements OfIommu, OfDomain {}

    @KernelEvent(value = "An IOMMU left its domain's list.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_detach_device", shortName = "nodeDel")
    record NodeDel(Stamp at, ObjectId domain, String iommu) implements OfIommu, OfDomain {}

    @KernelEvent(value = "A device link from a device to its IOMMU was taken; stateless is DL_FLAG_STATELESS; inProbe says that ops->probe_device took it.", kernel = "drivers/base/core.c:device_link_add", shortName = "linkAdd")
    record LinkAdd(Stamp at, String dev, String iommu, boolean stateless, boolean inProbe) implements OfDevice, OfIommu {}

    @KernelEvent(value = "A device link was dropped.", kernel = "drivers/base/core.c:device_link_del", shortName = "linkDel")
    record LinkDel(Stamp at, String dev, String iommu) implements OfDevice, OfIommu {}

    @KernelEvent(value = "All links of a device were deleted.", kernel = "drivers/base/core.c:device_links_purge", shortName = "linkPurge")
    record LinkPurge(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "An IOMMU's clocks were enabled.", kernel = "drivers/clk/clk-bulk.c:clk_bulk_enable", shortName = "clkEn")
    record ClockEnable(Stamp at, String iommu) implements OfIommu {}

    @KernelEvent(value = "An IOMMU's clocks were disabled.", kernel = "drivers/clk/clk-bulk.c:clk_bulk_disable", shortName = "clkDis")
    record ClockDisable(Stamp at, String iommu) implements OfIommu {}

    @KernelEvent(value = "Runtime power management was enabled for a device.", kernel = "drivers/base/power/runtime.c:pm_runtime_enable", shortName = "pmEnable")
    record PmEnable(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "Runtime power management was disabled for a device.", kernel = "drivers/base/power/runtime.c:pm_runtime_disable", shortName = "pmDisable")
    record PmDisable(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "A device was taken if in use; value is above 0 where a reference was taken.", kernel = "drivers/base/power/runtime.c:pm_runtime_get_if_in_use", shortName = "pmGetIfInUse")
    record PmGetIfInUse(Stamp at, String dev, int value) implements OfDevice {}

    @KernelEvent(value = "A runtime reference was dropped.", kernel = "drivers/base/power/runtime.c:pm_runtime_put", shortName = "pmPut")
    record PmPut(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "An IOMMU's interrupt was requested.", kernel = "kernel/irq/devres.c:devm_request_irq", shortName = "irqRequest")
    record IrqRequest(Stamp at, String iommu, int index) implements OfIommu {}

    @KernelEvent(value = "An IOMMU's interrupt was freed.", kernel = "kernel/irq/devres.c:devm_free_irq", shortName = "irqFree")
    record IrqFree(Stamp at, String iommu, int index) implements OfIommu {}

    @KernelEvent(value = "An interrupt line went up.", shortName = "irqFire")
    record IrqFire(Stamp at, int line) implements ProbeEvent {}

    @KernelEvent(value = "The handler answered.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_irq", shortName = "irqHandled")
    record IrqHandled(Stamp at, String iommu, int value) implements OfIommu {}

    @KernelEvent(value = "A register was written.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_write", shortName = "hwWrite")
    record HwWrite(Stamp at, String iommu, int bank, String register, long value) implements OfIommu {}

    @KernelEvent(value = "Translation was switched on.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_enable", shortName = "hwEnable")
    record HwEnable(Stamp at, String iommu, ObjectId domain) implements OfIommu {}

    @KernelEvent(value = "Translation was switched off.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_disable", shortName = "hwDisable")
    record HwDisable(Stamp at, String iommu) implements OfIommu {}

    @KernelEvent(value = "A range was mapped; the domain is unknown in the kernel's own trace event.", kernel = "drivers/iommu/iommu.c:iommu_map", shortName = "map")
    record Map(Stamp at, ObjectId domain, long iova, long size) implements ProbeEvent {}

    @KernelEvent(value = "A range was unmapped.", kernel = "drivers/iommu/iommu.c:iommu_unmap", shortName = "unmap")
    record Unmap(Stamp at, ObjectId domain, long iova, long size) implements ProbeEvent {}

    @KernelEvent(value = "A range was removed from the IOMMU's cache.", kernel = "drivers/iommu/rockchip-iommu.c:rk_iommu_zap_iova", shortName = "zap")
    record Zap(Stamp at, ObjectId domain, long iova, long size) implements ProbeEvent {}

    @KernelEvent(value = "A master's access faulted.", kernel = "drivers/iommu/iommu.c:report_iommu_fault", shortName = "dmaFault")
    record DmaFault(Stamp at, String dev, long iova) implements OfDevice {}


    // ---- What the input itself says

    @KernelEvent(value = "The kernel faulted: function of the program counter, faulting address, call trace (innermost first, space separated).", shortName = "oops")
    record KernelOops(Stamp at, String function, long address, String caller, String callTrace) implements ProbeEvent {}

    @KernelEvent(value = "The kernel warned: where, and the call trace. inProbePath says that the trace goes through the IOMMU or probe code.", shortName = "warning")
    record KernelWarning(Stamp at, String function, String location, boolean inProbePath, String callTrace) implements ProbeEvent {}

    @KernelEvent(value = "The kernel refused a second sysfs file of one name. deviceLink says that it is the link from an IOMMU to a client.", kernel = "fs/sysfs/dir.c:sysfs_warn_dup", shortName = "sysfsDuplicate")
    record SysfsDuplicate(Stamp at, String dev, String iommu, boolean deviceLink, String path) implements OfDevice, OfIommu {}

    @KernelEvent(value = "Events are missing here: of one CPU or all (-1), of one kind or all (empty), how many (-1: not told). While open, more of the kind may be missing until a later one says otherwise.", shortName = "lost")
    record EventsLost(Stamp at, int lostCpu, long count, String kind, boolean open) implements ProbeEvent {}

    @KernelEvent(value = "The input ended and the boot went on to user space: the last moment of each device that was seen.", shortName = "deviceAtEnd")
    record DeviceAtEnd(Stamp at, String dev) implements OfDevice {}

    @KernelEvent(value = "The input ended. userSpace: the boot went on to user space; crashed: an oops ended it.", shortName = "end")
    record EndOfTrace(Stamp at, boolean userSpace, boolean crashed) implements ProbeEvent {}
}
