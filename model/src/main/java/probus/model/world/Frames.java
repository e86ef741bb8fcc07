// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.Arrays;

/**
 * The functions that a task is in, and for each a digest of all that it has seen since it was entered: together they say
 * where the task is and what its local variables hold, as long as the code is deterministic. What a function saw is
 * forgotten when it returns, except for what it returns.
 */
final class Frames {
    private static final long LEFT = Hash.of("left");
    private static final long LOOP = Hash.of("loop");
    private static final long BACK = Hash.of("back");
    private static final long IN_LOOP = 1;
    private static final int NOWHERE = Integer.MAX_VALUE;

    private String[] functions = new String[8];

    /** Where the function was called from; nothing that was seen is in it, so that names of objects stay the same. */
    private long[] paths = new long[8];

    /** The path, and since the last cut what the cut said. */
    private long[] bases = new long[8];

    /** What the function has seen since its base. */
    private long[] digests = new long[8];

    /** The digests of all callers. */
    private long[] below = new long[8];

    /** Calls and allocations since the base, so that each has a name of its own. */
    private int[] uses = new int[8];

    /** What a function has read of a count and may compare it with. */
    private ChangeCount.Reading[] readings = new ChangeCount.Reading[8];

    private long[] loops = new long[8];

    /** Where the last cut was: 0 none, {@link #IN_LOOP} at the beginning of a round, otherwise the position that it said. */
    private long[] positions = new long[8];

    private int depth;

    /** The outermost function that went back to a cut since the last step. */
    private int wentBack = NOWHERE;

    Frames(long task) {
        functions[0] = "";
        paths[0] = task;
        bases[0] = task;
        digests[0] = task;
    }

    void enter(String function) {
        long path = nextUse(function.hashCode());
        long callers = Hash.mix(below[depth], digests[depth]);
        depth++;
        if (depth == functions.length) {
            grow();
        }
        functions[depth] = function;
        paths[depth] = path;
        bases[depth] = path;
        digests[depth] = path;
        below[depth] = callers;
        uses[depth] = 0;
        readings[depth] = null;
        loops[depth] = 0;
        positions[depth] = 0;
    }

    void leave(long value) {
        if (depth == 0) {
            throw new IllegalStateException("More functions left than entered");
        }
        wentBack = wentBack == depth ? NOWHERE : wentBack;
        depth--;
        fold(LEFT, value);
    }

    /** {@return a name for something that the function makes now, the same whenever it is in this place} */
    long nextUse(long what) {
        uses[depth]++;
        return Hash.mix(Hash.mix(bases[depth], what), uses[depth]);
    }

    /** {@return a fingerprint of where in the innermost function the task is, and where that was called from} */
    long place() {
        return Hash.mix(bases[depth], uses[depth]);
    }

    long digest() {
        return digests[depth];
    }

    /** Forgets what the function has seen since its digest was that. */
    void forgetSince(long digest) {
        digests[depth] = Hash.mix(digest, LEFT);
    }

    void keep(ChangeCount.Reading reading) {
        readings[depth] = reading;
    }

    void stepped(Op op, long value) {
        fold(op.fingerprint(), value);
        wentBack = NOWHERE;
    }

    private void fold(long what, long value) {
        digests[depth] = Hash.mix(Hash.mix(digests[depth], what), value);
    }

    /** Forgets what the function has seen; {@code position} and {@code live} say all that matters from here on. */
    void cut(long position, long live) {
        boolean forward = Long.compareUnsigned(position, positions[depth]) > 0;
        positions[depth] = position;
        forget(position, live, forward);
    }

    void loop(long round, long live) {
        boolean forward = positions[depth] == 0 || (positions[depth] == IN_LOOP && round > loops[depth]);
        positions[depth] = IN_LOOP;
        loops[depth] = round;
        forget(Hash.mix(LOOP, round), live, forward);
    }

    private void forget(long place, long live, boolean forward) {
        wentBack = forward ? wentBack : Math.min(wentBack, depth);
        long base = Hash.mix(Hash.mix(paths[depth], place), live);
        bases[depth] = wentBack == depth ? Hash.mix(base, BACK) : base;
        digests[depth] = bases[depth];
        uses[depth] = 0;
    }

    /**
     * {@return whether a function of the task went back, since the last step, to a cut where it may have been before}
     *
     * <p>Cuts have an order: rounds of a loop that count up, then positions by their fingerprints. A cut that is not later
     * than the one before it went back, and its digest says so. A digest that grows never comes again; so whoever comes
     * again to a state where he was went back in between, and the answer depends on nothing but the digests.
     */
    boolean wentBack() {
        return wentBack != NOWHERE;
    }

    String function() {
        return functions[depth];
    }

    int depth() {
        return depth;
    }

    /** {@return the functions that the task is in, innermost first} */
    String[] calls() {
        String[] calls = new String[depth];
        for (int i = 0; i < depth; i++) {
            calls[i] = functions[depth - i];
        }
        return calls;
    }

    long fingerprint() {
        return Hash.mix(Hash.mix(below[depth], digests[depth]), outdated());
    }

    /** {@return the functions, a bit each, that have read a count which has changed since} */
    private long outdated() {
        long outdated = 0;
        for (int i = 0; i <= depth; i++) {
            outdated |= readings[i] != null && !readings[i].isCurrent() ? 1L << i : 0;
        }
        return outdated;
    }

    /** {@return a fingerprint of the rounds of all loops that the task is in} */
    long rounds() {
        long rounds = 0;
        for (int i = 0; i <= depth; i++) {
            rounds = Hash.mix(rounds, loops[i]);
        }
        return rounds;
    }

    private void grow() {
        int size = 2 * functions.length;
        functions = Arrays.copyOf(functions, size);
        paths = Arrays.copyOf(paths, size);
        bases = Arrays.copyOf(bases, size);
        digests = Arrays.copyOf(digests, size);
        below = Arrays.copyOf(below, size);
        uses = Arrays.copyOf(uses, size);
        readings = Arrays.copyOf(readings, size);
        loops = Arrays.copyOf(loops, size);
        positions = Arrays.copyOf(positions, size);
    }
}
