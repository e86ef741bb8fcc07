// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import probus.facts.EventCopy;
import probus.facts.ProbeEvent;
import probus.facts.Result;
import probus.facts.Stamp;
import probus.model.linux.Ptr;
import probus.model.world.Mutation;
import probus.model.world.Op;
import probus.model.world.Task;
import probus.model.world.World;

/**
 * A function returns another error, or an error instead of success, or success instead of an error.
 *
 * @param from what it returns, 0 or a negative errno; of a pointer: which error it is, 0 if none
 * @param to what it returns then; a pointer that is no error is NULL
 */
record OtherReturn(String function, int from, int to) implements Mutant.OfCode {
    private static final String RESULT = "result";

    @Override
    public String kind() {
        return "errno";
    }

    @Override
    public void change(World world) {
        world.mutate(new Returns(world));
    }

    @Override
    public String toString() {
        return function + " returns " + text(to) + " for " + text(from);
    }

    private static String text(int code) {
        return code == 0 ? "0" : Result.of(code).toString();
    }

    /** {@return 0 or the negative errno that a value is; 1 if it is none of the two} */
    static int code(Object value) {
        if (value instanceof Ptr<?> pointer) {
            return pointer.error();
        }
        return value instanceof Integer number ? number : 1;
    }

    /** The event that a function tells last, right before it returns, tells what it returns. */
    private final class Returns extends Mutation {
        private final Map<Task, Function<Stamp, ProbeEvent>> last = new HashMap<>();

        Returns(World world) {
            super(world);
        }

        @Override
        protected void trace(Task task, Function<Stamp, ProbeEvent> event) {
            letGo(task);
            if (function.equals(function(task))) {
                last.put(task, event);
            } else {
                tell(task, event);
            }
        }

        private void letGo(Task task) {
            Function<Stamp, ProbeEvent> event = last.remove(task);
            if (event != null) {
                tell(task, event);
            }
        }

        @Override
        protected Object point(Task task, Op op) {
            letGo(task);
            return step(task, op);
        }

        @Override
        protected void entered(Task task) {
            letGo(task);
        }

        @Override
        protected void leaves(Task task) {
            letGo(task);
        }

        @Override
        @SuppressWarnings("unchecked")
        protected <T> T leaves(Task task, T value) {
            if (!function.equals(function(task)) || code(value) != from) {
                letGo(task);
                return value;
            }
            last.computeIfPresent(task, (key, event) -> at -> changed(event.apply(at)));
            letGo(task);
            return (T) (value instanceof Ptr<?> ? new Ptr<>(null, to) : (Object) to);
        }

        private ProbeEvent changed(ProbeEvent event) {
            for (var field : EventCopy.fields(event)) {
                if (field.getName().equals(RESULT) && Result.of(from).equals(EventCopy.value(event, field))) {
                    return EventCopy.with(event, RESULT, Result.of(to));
                }
            }
            return event;
        }
    }
}
