// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.model.world.Kind;
import probus.model.world.Mutation;
import probus.model.world.Op;
import probus.model.world.Task;
import probus.model.world.World;

/**
 * A call of a function without a value is left out: the function looks around, but does and tells nothing.
 *
 * @param function who calls
 * @param callee what
 */
record WithoutCall(String function, String callee) implements Mutant.OfCode {
    @Override
    public String kind() {
        return "skip";
    }

    @Override
    public void change(World world) {
        world.mutate(new Muted(world));
    }

    @Override
    public String toString() {
        return function + " does not call " + callee;
    }

    private final class Muted extends Mutation {
        /** By task: how deep in functions it is in the call that is left out. */
        private final Map<Task, Integer> inside = new HashMap<>();

        Muted(World world) {
            super(world);
        }

        @Override
        protected void entered(Task task) {
            if (!inside.containsKey(task) && callee.equals(function(task))) {
                List<String> calls = task.calls();
                if (calls.size() > 1 && function.equals(calls.get(1))) {
                    inside.put(task, depth(task));
                }
            }
        }

        @Override
        protected void leaves(Task task) {
            inside.remove(task, depth(task));
        }

        @Override
        protected Object point(Task task, Op op) {
            boolean looks = op.kind() == Kind.READ || op.kind() == Kind.ALLOC;
            return looks || !inside.containsKey(task) ? step(task, op) : skip(task, op);
        }

        @Override
        protected void trace(Task task, Function<Stamp, ProbeEvent> event) {
            if (!inside.containsKey(task)) {
                tell(task, event);
            }
        }
    }
}
