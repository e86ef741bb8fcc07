// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.Arrays;

/**
 * A fingerprint of an execution up to the order of independent steps (a Mazurkiewicz trace): each step's fingerprint is
 * made of its task's last one and of those of the steps that it depends on.
 */
final class TraceDigest {
    private long[] last = new long[8];

    void started(Task task, Task starter) {
        if (task.id() >= last.length) {
            last = Arrays.copyOf(last, 2 * last.length);
        }
        last[task.id()] = Hash.mix(task.name(), starter == null ? 0 : last[starter.id()]);
    }

    void stepped(Task task, Op op, long value) {
        long hash = Hash.mix(Hash.mix(last[task.id()], op.fingerprint()), value);
        Location location = op.location();
        if (op.kind() == Kind.JOIN) {
            for (Task joined : location.joins()) {
                hash = Hash.mix(hash, last[joined.id()]);
            }
        }
        if (!op.kind().isPrivate()) {
            hash = meet(hash, location.owner(), true);
            hash = meet(hash, location, op.kind().isShared());
        }
        last[task.id()] = hash;
    }

    private static long meet(long hash, Location location, boolean look) {
        if (location == null) {
            return hash;
        }
        if (look) {
            long seen = Hash.mix(hash, location.lastChange);
            location.looksSince += seen;
            return seen;
        }
        long seen = Hash.mix(Hash.mix(hash, location.lastChange), location.looksSince);
        location.lastChange = seen;
        location.looksSince = 0;
        return seen;
    }

    /** {@return the fingerprint of the steps so far, of these tasks} */
    long total(Iterable<Task> tasks) {
        long sum = 0;
        for (Task task : tasks) {
            sum += Hash.mix(task.name(), last[task.id()]);
        }
        return sum;
    }
}
