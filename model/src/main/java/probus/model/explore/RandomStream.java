// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.Hash;

/** A seeded stream of random numbers (SplitMix64), the same on every JDK. */
public final class RandomStream {
    private long state;

    RandomStream(long seed) {
        this.state = seed;
    }

    /** The stream of the {@code number}th execution of a run with this seed. */
    RandomStream(long seed, long number) {
        this(Hash.mix(seed, number));
    }

    /** {@return any 64 bits} */
    public long bits() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** {@return a number from 0 to {@code bound - 1}} */
    public int below(int bound) {
        return (int) (((bits() >>> 32) * bound) >>> 32);
    }

    /** {@return one of the tasks of a set that is not empty} */
    int oneOf(long tasks) {
        long rest = tasks;
        for (int skip = below(Long.bitCount(tasks)); skip > 0; skip--) {
            rest &= rest - 1;
        }
        return Long.numberOfTrailingZeros(rest);
    }
}
