// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.LockRelease;
import probus.facts.Stamp;
import probus.model.world.Kind;
import probus.model.world.Mutation;
import probus.model.world.Op;
import probus.model.world.Task;
import probus.model.world.World;

/**
 * Something is not taken back: an object not freed, a lock not given back, a pointer not cleared.
 *
 * @param site where
 * @param name of a lock: what events call it
 */
record WithoutStep(Site site, String name) implements Mutant.OfCode {
    @Override
    public String kind() {
        return "skip";
    }

    @Override
    public void change(World world) {
        world.mutate(new Skipped(world));
    }

    @Override
    public String toString() {
        return site.function()
                + switch (site.kind()) {
                    case FREE -> " does not free ";
                    case WRITE -> " does not clear ";
                    default -> " does not give back ";
                }
                + site.location();
    }

    /** What is told right after the step, before the task does anything else, tells of the step. */
    private final class Skipped extends Mutation {
        private final Map<Task, Integer> silent = new HashMap<>();

        Skipped(World world) {
            super(world);
        }

        @Override
        protected Object point(Task task, Op op) {
            silent.remove(task);
            boolean clears = op.kind() != Kind.WRITE || op.argument() == null;
            if (clears && site.is(function(task), op)) {
                silent.put(task, depth(task));
                return skip(task, op);
            }
            return step(task, op);
        }

        @Override
        protected void entered(Task task) {
            silent.remove(task);
        }

        @Override
        protected void leaves(Task task) {
            silent.remove(task);
        }

        @Override
        protected <T> T leaves(Task task, T value) {
            silent.remove(task);
            return value;
        }

        @Override
        protected void trace(Task task, Function<Stamp, ProbeEvent> event) {
            boolean releases = !name.isEmpty()
                    && site.function().equals(function(task))
                    && Events.of(event) instanceof LockRelease release
                    && release.name().equals(name);
            boolean told = site.kind() == Kind.WRITE
                    && silent.containsKey(task)
                    && !(Events.of(event) instanceof ProbeEvent.OfLock);
            if (!releases && !told) {
                tell(task, event);
            }
        }
    }
}
