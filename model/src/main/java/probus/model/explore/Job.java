// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

/** A place in the tree of decisions from which a search goes on. */
final class Job {
    /** The beginning. */
    static final Job ROOT = new Job(new int[0], 0);

    /** The decisions that lead there, as {@link probus.model.world.Picks#decisions}. */
    final int[] prefix;

    /** The tasks that need not be tried at the next state ({@link Branch}). */
    final long asleep;

    Job(int[] prefix, long asleep) {
        this.prefix = prefix;
        this.asleep = asleep;
    }
}
