// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.facts.state.Before;
import probus.facts.state.KernelState;
import probus.facts.state.Known;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Says which invariants the lifted events violate on 6.1.192, without any rule: conditions in plain Java. */
final class Oracle implements BootSink {
    final Map<String, Set<String>> violated = new TreeMap<>();
    private final KernelState state = new KernelState();

    @Override
    public void beginBoot(String input, int boot) {}

    @Override
    public void endBoot(BootSummary summary) {
        if (!summary.recordable().contains("DevIommuGet")) {
            violated.remove("DI-1 twice");
        }
        if (!summary.recordable().contains("PmEnable")) {
            violated.remove("RG-1 late power");
        }
        if (!summary.recordable().contains("IommuProbeEnd")) {
            violated.remove("DI-4");
        }
        if (!summary.recordable().containsAll(Set.of("IommuProbeEnd", "DmaConfigureEnd"))) {
            violated.remove("DI-2");
            violated.remove("DI-2 taken");
        }
    }

    @Override
    public void event(ProbeEvent event) {
        state.enter(event);
        Before before = event.getBefore();
        devIommu(event, before);
        driver(event, before);
        groups(event, before);
        state.apply(event);
    }

    private void devIommu(ProbeEvent event, Before before) {
        if (event instanceof DevIommuFree free) {
            when(free.object().isNull(), "DI-1", event);
            when(before.getDevIommu().getFreed().isSeen(), "DI-1 twice", event);
            when(before.getOtherUser().isSeen(), "DI-2", event);
            when(before.getDevice().getJoined().isSeen(), "DI-7", event);
        }
        when(event instanceof DevIommuGet && before.getDevIommu().getFreed().isSeen(), "DI-2 taken", event);
        when(event instanceof Access && before.getDevIommu().getFreed().isSeen(), "DI-3", event);
        when(event instanceof IommuProbeBegin && before.getOtherProber().isSeen(), "DI-4", event);
        if (event instanceof OpsProbe probe && probe.result().isSucceeded()) {
            when(before.getDevice().getOpsProbed().isSeen(), "DI-5", event);
            when(before.getDevice().getUntranslated().isSeen(), "DI-10", event);
            when(probe.instance().isNull(), "RG-9", event);
        }
        if (event instanceof IommuProbeEnd end && end.result().isSucceeded()) {
            boolean again = before.getDevice().getIommuProbed().isSeen();
            when(again && !before.getTask().getOpsProbed().isSeen(), "DI-5", event);
        }
        when(event instanceof SysfsDuplicate message && message.deviceLink(), "DI-5", event);
    }

    private void driver(ProbeEvent event, Before before) {
        when(event instanceof XlateBegin xlate && xlate.dmaDev().isNull(), "RK-2", event);
        when(event instanceof DomainAllocBegin alloc && alloc.dmaDev().isNull(), "RK-1", event);
        boolean published = before.getPublished().isSeen();
        when(event instanceof ShowsDmaDev shows && shows.dmaDev().isNull() && published, "RG-1", event);
        when(event instanceof RegisterBegin && before.getPmEnabled() == Known.NO, "RG-1 late power", event);
        when(
                event instanceof LinkAdd add
                        && add.inProbe()
                        && before.getLink().getHeld().isSeen(),
                "RK-8",
                event);
        when(event instanceof LinkDel && before.getLink().getDropped().isSeen(), "RK-8", event);
        when(event instanceof LinkDel && before.getDevice().getLinksPurged().isSeen(), "RK-9", event);
        when(event instanceof ProbeBegin && before.getOtherBinding().isSeen(), "DC-2", event);
        when(event instanceof Alloc alloc && alloc.owner().equals(ObjectId.NULL), "DC-6", event);
        when(event instanceof LockRequest && before.getHeldBySelf().isSeen(), "LK-2", event);
        when(event instanceof ListAdd && before.getInstance().getListed().isSeen(), "RG-2", event);
        when(event instanceof WalkOutcome walk && walk.result().isDeferred(), "RG-8", event);
    }

    private void groups(ProbeEvent event, Before before) {
        if (event instanceof GroupAdd add && add.result().isSucceeded()) {
            when(before.getDevice().getJoined().isSeen(), "GR-3", event);
        }
        if (event instanceof SetDefault) {
            when(before.getGroup().getDefaultDomain().isSeen(), "GR-8", event);
            when(before.getGroup().getClientProbed().isSeen(), "GR-12", event);
        }
        if (event instanceof Attach attach
                && attach.result().isSucceeded()
                && attach.type().isDefaultKind()) {
            boolean own = before.getDevice().getAttachedType() == DomainType.UNMANAGED;
            when(own && before.getTask().getRegistering().isSeen(), "GR-9", event);
        }
    }

    private void when(boolean condition, String invariant, ProbeEvent event) {
        if (condition) {
            violated.computeIfAbsent(invariant, key -> new TreeSet<>())
                    .add(event.at() + " " + event.getClass().getSimpleName());
        }
    }
}
