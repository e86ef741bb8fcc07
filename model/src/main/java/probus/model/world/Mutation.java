// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.function.Function;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;

/**
 * How the code of a model is another one in one execution ({@link World#mutate}): it stands where every step, call, return and
 * event of every task goes through. As it is, it changes nothing.
 */
public class Mutation {
    private final World world;
    private final Location nothing;

    /** Nothing is different in this world. */
    protected Mutation(World world) {
        this.world = world;
        this.nothing = new Nothing(world);
    }

    /** {@return what the task gets for the step that its code asks for} */
    protected Object point(Task task, Op op) {
        return step(task, op);
    }

    /** The task came into a function, which is its innermost now. */
    protected void entered(Task task) {}

    /** The task is about to leave its innermost function, which has no value. */
    protected void leaves(Task task) {}

    /** {@return the value with which it leaves its innermost function instead} */
    protected <T> T leaves(Task task, T value) {
        return value;
    }

    /** The code says that something happened. */
    protected void trace(Task task, Function<Stamp, ProbeEvent> event) {
        tell(task, event);
    }

    /** {@return what the task gets for the step, which it does now} */
    protected final Object step(Task task, Op op) {
        return world.step(task, op);
    }

    /** {@return what the task gets for a step that does nothing} It is a step all the same, so that schedules stay what they were. */
    protected final Object skip(Task task, Op op) {
        step(task, Op.of(Kind.ALLOC, nothing));
        return op.location().untouched(op);
    }

    /** Tells the observers. */
    protected final void tell(Task task, Function<Stamp, ProbeEvent> event) {
        world.tell(task, event);
    }

    /** {@return the task's innermost function, "" outside of any} */
    protected static String function(Task task) {
        return task.frames.function();
    }

    /** {@return how many functions the task is in} */
    protected static int depth(Task task) {
        return task.frames.depth();
    }

    private static final class Nothing extends Location {
        Nothing(World world) {
            super(world, null, "nothing", Hash.of("nothing"));
        }

        @Override
        protected Object perform(Op op, Task task) {
            return null;
        }

        @Override
        protected long fingerprint() {
            return 0;
        }
    }
}
