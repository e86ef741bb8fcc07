// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import static probus.model.linux.Errno.ENODEV;
import static probus.model.linux.Errno.EPROBE_DEFER;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.LockAcquire;
import probus.facts.Stamp;
import probus.model.explore.Program;
import probus.model.linux.KernelProgram;
import probus.model.run.Recording;
import probus.model.world.Kind;
import probus.model.world.Limits;
import probus.model.world.Mutation;
import probus.model.world.Op;
import probus.model.world.Scheduler;
import probus.model.world.Task;
import probus.model.world.World;

/** Finds what can be changed in a kernel: what it does in some boots. */
public final class Mutants {
    private final Map<String, Mutant> mutants = new TreeMap<>();
    private final Set<Site> sites = new HashSet<>();
    private final Map<String, String> lockNames = new HashMap<>();
    private final Map<String, Set<Integer>> returns = new TreeMap<>();
    private final Limits limits;

    private Mutants(Limits limits) {
        this.limits = limits;
    }

    /** {@return all that can be changed in the boots of this program, the same for the same schedulers} */
    public static List<Mutant> of(KernelProgram whole, List<Scheduler> schedulers, Limits limits) {
        Mutants mutants = new Mutants(limits);
        whole.version().changes().forEach(change -> mutants.add(new WithoutCommit(change)));
        schedulers.forEach(scheduler -> mutants.look(whole, scheduler));
        mutants.sites.forEach(mutants::addSteps);
        mutants.returns.forEach(mutants::addReturns);
        return mutants.mutants.values().stream()
                .sorted(Comparator.comparing(Mutant::kind).thenComparing(Mutant::toString))
                .toList();
    }

    private void add(Mutant mutant) {
        mutants.put(mutant.toString(), mutant);
    }

    private void look(KernelProgram whole, Scheduler scheduler) {
        Program watched = new Program() {
            @Override
            public String name() {
                return whole.name();
            }

            @Override
            public void start(World world) {
                world.mutate(new Watch(world));
                whole.start(world);
            }
        };
        Recording.of(watched, scheduler, limits);
    }

    private void addSteps(Site site) {
        String name = lockNames.getOrDefault(site.location(), "");
        if (WithoutLock.takes(site.kind())) {
            add(new WithoutLock("", site.location(), name));
            add(new WithoutLock(site.function(), site.location(), name));
        }
        if (site.kind() == Kind.LOCK || site.kind() == Kind.WRITE || site.kind() == Kind.FREE) {
            add(new LaterStep(site));
        }
        if (site.kind() != Kind.WRITE && !WithoutLock.takes(site.kind())) {
            add(new WithoutStep(site, name));
        }
    }

    /** A function that returns numbers that are no errno is left alone. */
    private void addReturns(String function, Set<Integer> codes) {
        if (codes.stream().anyMatch(code -> code > 0)) {
            return;
        }
        for (int from : codes) {
            if (from != 0) {
                add(new OtherReturn(function, from, 0));
            }
            if (from == 0 || from == -EPROBE_DEFER) {
                add(new OtherReturn(function, from, -ENODEV));
            }
            if (from == -ENODEV) {
                add(new OtherReturn(function, from, -EPROBE_DEFER));
            }
        }
    }

    /** Changes nothing and remembers everything. */
    private final class Watch extends Mutation {
        private final Map<Task, String> lastLock = new HashMap<>();

        Watch(World world) {
            super(world);
        }

        @Override
        protected Object point(Task task, Op op) {
            boolean clears = op.kind() == Kind.WRITE && op.argument() == null;
            switch (op.kind()) {
                case LOCK, LOCK_SHARED, TRYLOCK, UNLOCK, UNLOCK_SHARED, FREE, WRITE ->
                    sites.add(Site.of(function(task), op));
                default -> {}
            }
            if (clears) {
                add(new WithoutStep(Site.of(function(task), op), ""));
            }
            if (op.kind() == Kind.LOCK) {
                lastLock.put(task, op.location().kindLabel());
            }
            return step(task, op);
        }

        @Override
        protected void leaves(Task task) {
            List<String> calls = task.calls();
            if (calls.size() > 1) {
                add(new WithoutCall(calls.get(1), calls.get(0)));
            }
        }

        @Override
        protected <T> T leaves(Task task, T value) {
            if (value instanceof Integer || OtherReturn.code(value) <= 0) {
                returns.computeIfAbsent(function(task), key -> new HashSet<>()).add(OtherReturn.code(value));
            }
            return value;
        }

        @Override
        protected void trace(Task task, Function<Stamp, ProbeEvent> event) {
            if (lastLock.containsKey(task) && Events.of(event) instanceof LockAcquire acquire) {
                lockNames.put(lastLock.get(task), acquire.name());
            }
            tell(task, event);
        }
    }
}
