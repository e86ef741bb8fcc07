// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import java.util.Set;
import probus.bench.oracle.Memory.IommuMemory;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DomainAllocBegin;
import probus.facts.ProbeEvent.DriverProbeBegin;
import probus.facts.ProbeEvent.DriverProbeEnd;
import probus.facts.ProbeEvent.IrqRequest;
import probus.facts.ProbeEvent.ListAdd;
import probus.facts.ProbeEvent.ListDel;
import probus.facts.ProbeEvent.PmDisable;
import probus.facts.ProbeEvent.PmEnable;
import probus.facts.ProbeEvent.Ready;
import probus.facts.ProbeEvent.RegisterBegin;
import probus.facts.ProbeEvent.RegisterEnd;
import probus.facts.ProbeEvent.ShowsDmaDev;
import probus.facts.ProbeEvent.Unregister;
import probus.facts.ProbeEvent.WalkBegin;
import probus.facts.ProbeEvent.WalkEnd;
import probus.facts.ProbeEvent.XlateBegin;
import probus.facts.ProbeEvent.XlateEnd;

/** Publication of an IOMMU: RG-1, RG-2, RG-3, RG-8, RG-11, RK-1, RK-2, HW-7, and translation. */
final class RegistrationInvariants {
    private static final Set<String> SMMU = Set.of("arm_smmu", "arm-smmu");

    private final HandWrittenChecker checker;

    RegistrationInvariants(HandWrittenChecker checker) {
        this.checker = checker;
    }

    void register() {
        checker.on(RegisterBegin.class, this::begin);
        checker.on(RegisterEnd.class, this::end);
        checker.on(WalkBegin.class, Calls::enter);
        checker.on(WalkEnd.class, (memory, event) -> {
            walked(event);
            GroupInvariants.walkEnds(checker, memory, event);
            Calls.leave(memory.task(event.getTask()), WalkBegin.class, event.iommu());
        });
        checker.on(ListAdd.class, this::list);
        checker.on(ListDel.class, this::unlist);
        checker.on(Unregister.class, (memory, event) -> memory.iommu(event.iommu()).registered = false);
        checker.on(Ready.class, (memory, event) -> {
            memory.iommu(event.iommu()).ready = true;
            memory.iommu(event.iommu()).registering = false;
        });
        checker.on(PmEnable.class, (memory, event) -> {
            memory.iommu(event.dev()).pmEnabled = true;
            memory.device(event.dev()).pmEnabled = memory.device(event.dev()).binding;
        });
        checker.on(PmDisable.class, (memory, event) -> {
            memory.iommu(event.dev()).pmEnabled = false;
            memory.device(event.dev()).pmEnabled = false;
        });
        checker.on(IrqRequest.class, this::request);
        checker.on(DriverProbeBegin.class, this::probe);
        checker.on(DriverProbeEnd.class, this::probed);
        checker.on(XlateBegin.class, this::translate);
        checker.on(
                XlateEnd.class,
                (memory, event) ->
                        memory.device(event.dev()).untranslated = event.result().isFailed());
        checker.on(ProbeEvent.FwspecInit.class, (memory, event) -> memory.device(event.dev()).untranslated = true);
        checker.on(ProbeEvent.FwspecFree.class, (memory, event) -> memory.device(event.dev()).untranslated = false);
        checker.on(DomainAllocBegin.class, this::allocate);
    }

    private void begin(Memory memory, RegisterBegin event) {
        IommuMemory iommu = memory.iommu(event.iommu());
        if (iommu.registered) {
            checker.violated("iommu-registered-once");
        }
        if (iommu.lacksPm()) {
            checker.violated("pm-enabled-before-publication");
            checker.violated("pm-enabled-before-irq-and-publication");
        }
        iommu.registered = true;
        iommu.registering = true;
        Calls.enter(memory, event);
    }

    private void end(Memory memory, RegisterEnd event) {
        walked(event);
        memory.iommu(event.iommu()).registering = false;
        if (event.result().isFailed()) {
            IommuMemory iommu = memory.iommu(event.iommu());
            iommu.registered = false;
            iommu.listed = false;
        }
        Calls.leave(memory.task(event.getTask()), RegisterBegin.class, event.iommu());
    }

    private void walked(ProbeEvent.WalkOutcome event) {
        if (event.result().isDeferred()) {
            checker.violated("walk-never-defers");
        }
    }

    private void list(Memory memory, ListAdd event) {
        IommuMemory iommu = memory.iommu(event.iommu());
        if (iommu.listed) {
            checker.violated("iommu-listed-once");
        }
        iommu.listed = true;
        iommu.removed = false;
        memory.published = true;
    }

    private void unlist(Memory memory, ListDel event) {
        IommuMemory iommu = memory.iommu(event.iommu());
        if (iommu.removed) {
            checker.violated("iommu-removed-after-added");
        }
        iommu.listed = false;
        iommu.registered = false;
        iommu.registering = false;
        iommu.ready = false;
        iommu.removed = true;
    }

    private void request(Memory memory, IrqRequest event) {
        IommuMemory iommu = memory.iommu(event.iommu());
        if (iommu.lacksPm()) {
            checker.violated("irq-requested-after-pm-enabled");
        }
    }

    private void probe(Memory memory, DriverProbeBegin event) {
        showsDmaDev(checker, memory, event);
        memory.iommu(event.dev()).probes(event.function());
        GroupInvariants.clientStarts(memory, event);
        memory.device(event.dev()).driverStarted = true;
        Calls.enter(memory, event);
    }

    private void probed(Memory memory, DriverProbeEnd event) {
        showsDmaDev(checker, memory, event);
        if (event.result().isFailed() && memory.iommu(event.dev()).registered) {
            checker.violated("failed-probe-unregisters");
        }
        memory.device(event.dev()).driverFailed = event.result().isFailed();
        GroupInvariants.driverEnds(checker, memory, event);
        Calls.leave(memory.task(event.getTask()), DriverProbeBegin.class, event.dev());
    }

    private void translate(Memory memory, XlateBegin event) {
        showsDmaDev(checker, memory, event);
        if (event.dmaDev().isNull()) {
            checker.violated("dma-dev-set-before-of-xlate");
        }
        IommuMemory iommu = memory.iommu(event.iommu());
        boolean walks = Calls.isInside(memory.task(event.getTask()), RegisterBegin.class);
        if (iommu.registered && !iommu.ready && !walks) {
            checker.violated("translated-when-ready");
        }
        if (iommu.registering && !walks) {
            checker.violated("translated-when-registered");
        }
        if (iommu.binding && SMMU.contains(event.driver())) {
            checker.violated("smmu-bound-before-translation");
        }
    }

    private void allocate(Memory memory, DomainAllocBegin event) {
        showsDmaDev(checker, memory, event);
        if (event.dmaDev().isNull()) {
            checker.violated("dma-dev-set-before-domain-alloc");
        }
    }

    static void showsDmaDev(HandWrittenChecker checker, Memory memory, ShowsDmaDev event) {
        if (memory.published && event.dmaDev().isNull()) {
            checker.violated("dma-dev-set-before-publication");
        }
    }
}
