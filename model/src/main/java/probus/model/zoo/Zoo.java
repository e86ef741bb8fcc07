// SPDX-License-Identifier: Apache-2.0
package probus.model.zoo;

import static probus.facts.KernelProfile.*;
import static probus.model.linux.Change.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import probus.facts.KernelProfile;
import probus.model.board.Board;
import probus.model.board.Boards;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.linux.init.UserStep;

/** All bugs of the zoo. */
public final class Zoo {
    private static final CommandLine SYNC = CommandLine.EMPTY;
    private static final CommandLine ASYNC = SYNC.async("rk_iommu");

    private static final List<Scenario> ALL = List.of(
            bug("B01", "iommu: Avoid races around device probe")
                    .boots(P61RC, "two-iommus-one-device", ASYNC)
                    .shows("null-deref:dev_iommu_free")
                    .fixedBy(Version.of(P61RC).with(PROBE_LOCK))
                    .scenario(),
            bug("B02", "diff of 2022-10-20: dma_dev set in rk_iommu_device_group")
                    .boots(P61RC_D, "one-iommu-one-master", SYNC)
                    .shows("null-deref:rk_iommu_of_xlate:devres_lock")
                    .fixedBy(Version.of(P61RC_D).without(RK_DMA_DEV_IN_GROUP))
                    .remark("The diff was to fix B01, and was never merged: each boot crashes.")
                    .scenario(),
            bug("B03", "iommu: Have __iommu_probe_device() check for already probed devices")
                    .boots(P61Y, "two-iommus-one-master", ASYNC)
                    .shows("invariant:__iommu_probe_device:DI-5")
                    .fixedBy(Version.of(P61Y).with(INIT_DEVICE))
                    .scenario(),
            bug("B04", "iommu: Avoid more races around device probe")
                    .boots(P61, "two-iommus-one-master", ASYNC)
                    .shows("null-deref:rk_iommu_of_xlate")
                    .fixedBy(Version.of(P61).with(PROBE_LOCK_IN_OF))
                    .scenario(),
            bug("B05", "iommu: Fix potential use-after-free during probe")
                    .boots(P510, "one-iommu-one-master", ASYNC)
                    .shows("use-after-free:of_iommu_configure:dev_iommu->fwspec")
                    .fixedBy(Version.of(P510).with(PROBE_LOCK).with(PROBE_LOCK_IN_OF))
                    .scenario(),
            bug("B06", "iommu: Handle race with default domain setup")
                    .boots(Version.of(P612).without(BIND_WAITS_FOR_DOMAIN), "two-iommus-one-master", ASYNC)
                    .shows("invariant:iommu_setup_dma_ops:GR-12")
                    .fixedBy(Version.of(P612))
                    .scenario(),
            bug("B08", "iommu: Avoid introducing more races")
                    .boots(P615, "two-iommus-one-master", ASYNC)
                    .shows("null-deref:iommu_init_device")
                    .fixedBy(Version.of(P615).with(REVALIDATED))
                    .scenario(),
            bug("B09", "iommu: Handle yet another race around registration")
                    .boots(P615, "one-iommu-one-master", ASYNC)
                    .shows("invariant:__iommu_probe_device:RG-11")
                    .fixedBy(Version.of(P615).with(READY))
                    .scenario(),
            bug("B10", "iommu: Fix bypass of IOMMU readiness check for multi-IOMMU devices")
                    .boots(P72, "two-iommu-master", ASYNC)
                    .shows("invariant:__iommu_probe_device:RG-11")
                    .remark("No fix is known.")
                    .scenario(),
            bug("B10a", "diff of 2026-03-23: an IOMMU must be ready for each translation")
                    .boots(Version.of(P72).with(READY_ALWAYS), "one-iommu-one-master", SYNC)
                    .shows("warn:__iommu_probe_device:late replay")
                    .fixedBy(Version.of(P72))
                    .remark(
                            "The diff was to fix B10, and was refused: with it a walk translates nothing, so all come late.")
                    .scenario(),
            bug("B16", "iommu: Fix use-after-free in iommu_release_device")
                    .boots(Version.of(P510).without(RELEASE_BEFORE_GROUP), "smmu-v3-one-master", SYNC)
                    .andThen(UserStep.remove("ff650000.video-codec"))
                    .shows("use-after-free:arm_smmu_detach_dev:iommu_domain->devices_lock")
                    .fixedBy(Version.of(P510))
                    .scenario(),
            bug("B18", "iommu: Fix error unwind in iommu_group_alloc()")
                    .boots(P61, "one-iommu-one-master", SYNC.inject("groupAlloc.attr1"))
                    .shows("invariant:kernel_init:GR-22")
                    .fixedBy(Version.of(P61).with(GROUP_ALLOC_UNWIND))
                    .scenario(),
            bug("B19", "iommu: Attach device group to old domain in error path")
                    .boots(P61, "smmu-two-masters", SYNC.inject("pmGet"))
                    .shows("invariant:kernel_init:GR-9")
                    .fixedBy(Version.of(P61).with(ATTACH_REVERTED))
                    .scenario(),
            bug("B20", "iommu: Don't call .probe_finalize() under group->mutex")
                    .boots(Version.of(P510).without(FINALIZE_UNLOCKED), "ipmmu-one-master", SYNC.async("ipmmu-vmsa"))
                    .shows("deadlock:iommu_attach_device:iommu_group->mutex")
                    .fixedBy(Version.of(P510))
                    .scenario(),
            bug("B23", "iommu/omap: Fix regression in probe for NULL pointer dereference")
                    .boots(Version.of(P60).without(OMAP_RETURNS_ENODEV), "omap-iommu-one-device", SYNC)
                    .shows("null-deref:iommu_group_get_for_dev")
                    .fixedBy(Version.of(P60))
                    .scenario(),
            bug("B27", "driver core: fix potential deadlock in __driver_attach")
                    .boots(
                            Version.of(P60).without(ASYNC_SCHEDULED_UNLOCKED),
                            "one-iommu-one-master",
                            ASYNC.inject("asyncEntryAlloc"))
                    .shows("deadlock:__driver_attach_async_helper:device->mutex")
                    .fixedBy(Version.of(P60))
                    .scenario(),
            bug("B28", "drivercore: deferral race condition fix")
                    .boots(
                            Version.of(P510).without(DEFERRAL_RECHECKED).without(DEFERRAL_TIMES_OUT),
                            "one-iommu-one-master",
                            ASYNC)
                    .shows("invariant:kernel_init:DC-4")
                    .fixedBy(Version.of(P510).without(DEFERRAL_TIMES_OUT))
                    .scenario(),
            bug("B31", "iommu/rockchip: Register in a sensible order")
                    .boots(P615N, "one-iommu-one-master", SYNC)
                    .shows("null-deref:rk_iommu_of_xlate:devres_lock")
                    .fixedBy(Version.of(P615))
                    .scenario(),
            bug("B32", "iommu/rockchip: prevent a second master from resetting the domain")
                    .boots(P66, "shared-iommu", SYNC)
                    .shows("invariant:rk_iommu_attach_device:RK-4")
                    .fixedBy(Version.of(P66).with(RK_SHARED_DOMAIN))
                    .scenario(),
            bug("B33", "iommu/rockchip: Fix unwind goto issue")
                    .boots(P61, "two-iommus-one-device", SYNC.inject("irqGet"))
                    .shows("invariant:kernel_init:GR-22")
                    .fixedBy(Version.of(P61).with(RK_UNWIND_GOTO))
                    .scenario(),
            bug("B44", "iommu/arm-smmu: Make instance lookup robust")
                    .boots(Version.of(P612).without(SMMU_DEFERS), "smmu-one-master", SYNC.async("arm-smmu"))
                    .shows("null-deref:arm_smmu_probe_device")
                    .fixedBy(Version.of(P612).without(SMMU_DEFERS).with(SMMU_LOOKUP_ROBUST))
                    .scenario(),
            bug("B44a", "iommu/arm-smmu: Defer probe of clients after smmu device bound")
                    .boots(P612, "smmu-one-master", SYNC.async("arm-smmu"))
                    .shows("invariant:bus_iommu_probe:RG-8")
                    .fixedBy(Version.of(P612).without(SMMU_DEFERS).with(SMMU_LOOKUP_ROBUST))
                    .scenario(),
            bug("C1", "rk_iommu_probe frees an IOMMU that is registered when it gets no interrupt")
                    .boots(P61, "one-iommu-one-master", SYNC.inject("irqRequest"))
                    .shows("use-after-free:iommu_from_fwnode:rk_iommu->fwnode")
                    .fixedBy(Version.of(P615))
                    .scenario(),
            bug("C2", "bus_iommu_probe leaves groups on its list when it fails")
                    .boots(P72, "two-iommus-two-masters", ASYNC.inject("groupDevice.obj"))
                    .shows("invariant:kernel_init:GR-6")
                    .scenario(),
            bug("C5", "rk_iommu_release_device takes a device link away that device_del took away before")
                    .boots(P72, "one-iommu-one-master", SYNC)
                    .andThen(UserStep.remove("ff650000.video-codec"))
                    .shows("use-after-free:device_link_put_kref:device_link->s_node")
                    .scenario(),
            bug("C8", "iommu_fwspec_init refuses the second IOMMU of a master instead of waiting for it")
                    .boots(P66, "two-iommu-master", ASYNC)
                    .shows("invariant:kernel_init:GR-12")
                    .fixedBy(Version.of(P612))
                    .scenario(),
            bug("C16", "of_iommu_configure takes a client that binds while a walk translates it for the walk")
                    .boots(P72, "one-iommu-one-master", ASYNC)
                    .shows("invariant:iommu_setup_dma_ops:GR-12")
                    .remark("dev->iommu, by which it tells who calls it, belongs to the device and not to the task.")
                    .scenario());

    private Zoo() {}

    /** {@return all of them, in the order of their ids} */
    public static List<Scenario> all() {
        return ALL;
    }

    /**
     * {@return the one with this id}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Scenario named(String id) {
        return ALL.stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bug is called " + id + "; there are "
                        + String.join(", ", ALL.stream().map(Scenario::id).toList())));
    }

    private static Draft bug(String id, String title) {
        return new Draft(id, title);
    }

    /** A scenario that is being written down. */
    private static final class Draft {
        private final String id;
        private final String title;
        private KernelProgram program;
        private String finding;
        private Optional<Version> fixed = Optional.empty();
        private String remark = "";

        Draft(String id, String title) {
            this.id = id;
            this.title = title;
        }

        Draft boots(KernelProfile profile, String board, CommandLine command_line) {
            return boots(Version.of(profile), board, command_line);
        }

        Draft boots(Version version, String board, CommandLine command_line) {
            program = new KernelProgram(version, board(board), command_line);
            return this;
        }

        Draft andThen(UserStep step) {
            program = new KernelProgram(program.version(), program.board(), program.command_line(), List.of(step));
            return this;
        }

        Draft shows(String key) {
            finding = key;
            return this;
        }

        Draft fixedBy(Version version) {
            fixed = Optional.of(version);
            return this;
        }

        Draft remark(String text) {
            remark = text;
            return this;
        }

        Scenario scenario() {
            return new Scenario(id, title, program, finding, fixed, remark);
        }
    }

    private static Board board(String name) {
        if (Boards.names().contains(name)) {
            return Boards.named(name);
        }
        try (InputStream source = Zoo.class.getResourceAsStream(name + ".dts")) {
            return Board.read(new String(source.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
