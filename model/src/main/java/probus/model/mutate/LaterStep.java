// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.LockAcquire;
import probus.facts.ProbeEvent.OfLock;
import probus.facts.Stamp;
import probus.model.world.Kind;
import probus.model.world.Mutation;
import probus.model.world.Op;
import probus.model.world.Task;
import probus.model.world.World;

/** Two steps of one task are swapped: one comes after the next that changes something, with all that is told of it. */
record LaterStep(Site site) implements Mutant.OfCode {
    @Override
    public String kind() {
        return "swap";
    }

    @Override
    public void change(World world) {
        world.mutate(new Swapped(world));
    }

    @Override
    public String toString() {
        return site.function()
                + switch (site.kind()) {
                    case FREE -> " frees ";
                    case LOCK -> " takes ";
                    default -> " stores ";
                }
                + site.location() + " one step later";
    }

    private static final class Held {
        private final Op op;
        private final List<Function<Stamp, ProbeEvent>> events = new ArrayList<>();
        private boolean telling = true;
        private boolean due;

        Held(Op op) {
            this.op = op;
        }

        boolean isTouchedBy(Op next) {
            return next.location() == op.location() || next.location().owner() == op.location();
        }
    }

    private final class Swapped extends Mutation {
        private final Map<Task, Held> late = new HashMap<>();

        Swapped(World world) {
            super(world);
        }

        @Override
        protected Object point(Task task, Op op) {
            Held held = late.get(task);
            if (held != null && (held.due || held.isTouchedBy(op))) {
                catchUp(task);
            } else if (held != null) {
                held.telling = false;
                held.due = op.kind() != Kind.READ && op.kind() != Kind.ALLOC && op.kind() != Kind.CHOOSE;
                return step(task, op);
            }
            if (site.is(function(task), op)) {
                late.put(task, new Held(op));
                return op.argument();
            }
            return step(task, op);
        }

        private void catchUp(Task task) {
            Held held = late.remove(task);
            step(task, held.op);
            held.events.forEach(event -> tell(task, event));
        }

        private void moves(Task task) {
            Held held = late.get(task);
            if (held != null) {
                held.telling = false;
                if (held.due) {
                    catchUp(task);
                }
            }
        }

        @Override
        protected void entered(Task task) {
            moves(task);
        }

        @Override
        protected void leaves(Task task) {
            moves(task);
        }

        @Override
        protected <T> T leaves(Task task, T value) {
            moves(task);
            return value;
        }

        @Override
        protected void trace(Task task, Function<Stamp, ProbeEvent> event) {
            Held held = late.get(task);
            if (held != null && held.telling && isOf(held, Events.of(event))) {
                held.events.add(event);
            } else {
                tell(task, event);
            }
        }

        private static boolean isOf(Held held, ProbeEvent event) {
            return held.op.kind() == Kind.LOCK ? event instanceof LockAcquire : !(event instanceof OfLock);
        }
    }
}
