// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.Attach;
import probus.facts.ProbeEvent.Detach;
import probus.facts.ProbeEvent.KernelOops;
import probus.facts.ProbeEvent.KernelWarning;
import probus.facts.ProbeEvent.OfLock;
import probus.facts.ProbeEvent.ProbeBegin;
import probus.facts.ProbeEvent.ProbeEnd;
import probus.facts.Task;
import probus.model.board.Boards;
import probus.model.explore.Execution;
import probus.model.explore.Explorer;
import probus.model.explore.RoundRobin;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.linux.init.UserStep;
import probus.model.world.Finding;
import probus.model.world.Limits;
import probus.model.world.Observer;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/**
 * The events of a boot, recorded or of the model, and what of them can be compared.
 *
 * @param recordable names of the kinds that would have been recorded
 * @param findings what the model found
 */
record BootEvents(List<ProbeEvent> events, Set<String> recordable, List<Finding> findings) {
    private static final int STEPS_MAX = 1_000_000;
    private static final int BOOT_PID = 1;

    /** Others, of the UART and of the console, bind to devices that have to do with no IOMMU; the model does not have them. */
    private static final Set<String> DRIVERS_OF_THE_MODEL = Set.of("rk_iommu", "test_master");

    /** The recorded kernels' probes of {@code mutex_lock} had a filter for this one. */
    private static final String LOCK_RECORDED = "iommu_probe_device_lock";

    static BootEvents recorded(String boot) {
        List<ProbeEvent> events = new ArrayList<>();
        Set<String> recordable = new TreeSet<>();
        new BootReader(System.in).read(RecordedBoots.folder(boot).toString(), new BootSink() {
            @Override
            public void beginBoot(String name, int number) {
                // each of these folders is one boot
            }

            @Override
            public void event(ProbeEvent event) {
                events.add(event);
            }

            @Override
            public void endBoot(BootSummary summary) {
                recordable.addAll(summary.recordable());
            }
        });
        return new BootEvents(events, recordable, List.of());
    }

    static BootEvents ofModel(Version version, List<UserStep> userSpace) {
        List<ProbeEvent> events = new ArrayList<>();
        KernelProgram program = new KernelProgram(version, Boards.named("kernel-traces"), CommandLine.EMPTY, userSpace);
        try (Explorer explorer = new Explorer(program, new Limits(STEPS_MAX, finding -> false))) {
            Execution execution = explorer.execute(new RoundRobin(), new Observer() {
                @Override
                public void happened(ProbeEvent event) {
                    events.add(event);
                }
            });
            return new BootEvents(events, Set.of(), execution.findings());
        }
    }

    int count(Class<? extends ProbeEvent> kind) {
        return (int) events.stream().filter(kind::isInstance).count();
    }

    /** {@return the events of these kinds that both can have, by what their task does} */
    TreeMap<String, List<ProbeEvent>> byRole(Set<String> kinds) {
        TreeMap<String, List<ProbeEvent>> roles = new TreeMap<>();
        Map<Task, String> drivers = new HashMap<>();
        for (ProbeEvent event : events) {
            if (event instanceof ProbeBegin begin) {
                drivers.put(event.getTask(), begin.driver());
            }
            boolean ofModel = DRIVERS_OF_THE_MODEL.contains(drivers.getOrDefault(event.getTask(), "rk_iommu"));
            if (event instanceof ProbeEnd) {
                drivers.remove(event.getTask());
            }
            if (ofModel && kinds.contains(event.getClass().getSimpleName()) && isComparable(event)) {
                add(event, roles.computeIfAbsent(role(event.getTask()), unused -> new ArrayList<>()));
            }
        }
        return roles;
    }

    private static String role(Task task) {
        return task.pid() == BOOT_PID ? "boot" : "worker";
    }

    /** What the kernel complains of is a finding in the model, not an event. */
    private static boolean isComparable(ProbeEvent event) {
        boolean complaint = event instanceof KernelOops || event instanceof KernelWarning;
        return !complaint && (!(event instanceof OfLock lock) || lock.name().equals(LOCK_RECORDED));
    }

    /** A driver that attaches a device leaves the old domain first: in a recording that is part of the attach. */
    private static void add(ProbeEvent event, List<ProbeEvent> to) {
        int last = to.size() - 1;
        if (event instanceof Attach attach
                && last >= 0
                && to.get(last) instanceof Detach detach
                && detach.dev().equals(attach.dev())) {
            to.remove(last);
        }
        to.add(event);
    }
}
