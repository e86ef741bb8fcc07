// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import probus.facts.ObjectId;
import probus.facts.ProbeEvent.LockRelease;
import probus.facts.ProbeEvent.LockRequest;
import probus.traces.record.Arguments;

/** Lifts locks. A probe at the lock function says that a task asks; {@link Scene#goesOn} that it got it. */
final class Locks {
    private final Emitter out;

    Locks(Scene scene, Handlers handlers) {
        out = scene.out;
        handlers.onEntry(Meaning.LOCK, this::requested);
        handlers.onEntry(
                Meaning.UNLOCK,
                (call, arguments, task) ->
                        out.emit(new LockRelease(out.stamp(), lock(arguments), name(arguments), "")));
    }

    private void requested(Call call, Arguments arguments, TaskCalls task) {
        ObjectId lock = lock(arguments);
        String name = name(arguments);
        out.emit(new LockRequest(out.stamp(), lock, name, ""));
        task.wanted = new TaskCalls.Wanted(lock, name, out.origin());
    }

    private static ObjectId lock(Arguments arguments) {
        return arguments.known("lock") ? new ObjectId(arguments.number("lock", 0), 0) : ObjectId.UNKNOWN;
    }

    private static String name(Arguments arguments) {
        return arguments.symbol("sym", "");
    }
}
