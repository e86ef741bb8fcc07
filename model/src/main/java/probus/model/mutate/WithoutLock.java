// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.LockRelease;
import probus.facts.ProbeEvent.OfLock;
import probus.facts.Stamp;
import probus.model.world.Kind;
import probus.model.world.Location;
import probus.model.world.Mutation;
import probus.model.world.Op;
import probus.model.world.Task;
import probus.model.world.World;

/**
 * A lock is not taken, nor given back.
 *
 * @param function where; "" for everywhere
 * @param lock what the world calls it ({@code Location.kindLabel})
 * @param name what events call it, "" if none tells of it
 */
record WithoutLock(String function, String lock, String name) implements Mutant.OfCode {
    @Override
    public String kind() {
        return "lock";
    }

    @Override
    public void change(World world) {
        world.mutate(new Unlocked(world));
    }

    @Override
    public String toString() {
        return (function.isEmpty() ? "nobody takes " : function + " does not take ") + lock;
    }

    private final class Unlocked extends Mutation {
        /** By task: the locks that it goes on as if it had them. */
        private final Map<Task, Set<Location>> pretended = new HashMap<>();

        Unlocked(World world) {
            super(world);
        }

        private boolean isHere(Task task) {
            return function.isEmpty() || function.equals(function(task));
        }

        @Override
        protected Object point(Task task, Op op) {
            if (!op.location().kindLabel().equals(lock)) {
                return step(task, op);
            }
            Set<Location> own = pretended.computeIfAbsent(task, key -> new HashSet<>());
            boolean skips = switch (op.kind()) {
                case LOCK, LOCK_SHARED, TRYLOCK -> isHere(task) && own.add(op.location());
                case UNLOCK, UNLOCK_SHARED -> own.remove(op.location());
                default -> false;
            };
            return skips ? skip(task, op) : step(task, op);
        }

        @Override
        protected void trace(Task task, Function<Stamp, ProbeEvent> event) {
            boolean silent = Events.of(event) instanceof OfLock of
                    && of.name().equals(name)
                    && (of instanceof LockRelease
                            ? !pretended.getOrDefault(task, Set.of()).isEmpty()
                            : isHere(task));
            if (!silent) {
                tell(task, event);
            }
        }
    }

    static boolean takes(Kind kind) {
        return kind == Kind.LOCK || kind == Kind.LOCK_SHARED || kind == Kind.TRYLOCK;
    }
}
