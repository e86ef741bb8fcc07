// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A thread of the modelled kernel. As a location it is its end, for which others can wait. */
public final class Task extends Location {
    /** An order that does not depend on who was started or did something first. */
    static final Comparator<Task> BY_NAME = Comparator.comparingLong(Task::name);

    private static final long ENDED = Hash.of("ended");
    private static final long DEAD = Hash.of("dead");

    private final Runnable body;
    final List<Location> locksHeld = new ArrayList<>(4);
    final Frames frames;
    private int id = -1;
    private int startedAt;
    private Op pending;
    private boolean ended;
    private boolean dead;
    int atomicDepth;

    Task(World world, String label, long name, Runnable body) {
        super(world, null, label, name);
        this.body = body;
        this.frames = new Frames(name);
    }

    /** {@return its number, from 0 in the order in which tasks were started} */
    public int id() {
        return id;
    }

    /** {@return whether it has ended, of itself or by an oops} */
    public boolean hasEnded() {
        return ended;
    }

    /** {@return whether it was ended by an oops; its locks stay held} */
    public boolean isDead() {
        return dead;
    }

    /** {@return the kernel functions that it is in, innermost first} */
    public List<String> calls() {
        return List.of(frames.calls());
    }

    /**
     * {@return the names of the locks that it has}
     *
     * @param alone only those that nobody can have together with it
     */
    public Set<Long> locks(boolean alone) {
        if (locksHeld.isEmpty()) {
            return Set.of();
        }
        Set<Long> locks = new HashSet<>();
        for (Location lock : locksHeld) {
            if (!alone || lock.isHeldAlone()) {
                locks.add(lock.name());
            }
        }
        return locks;
    }

    /** {@return whether it went back in a loop since its last step, so that it may be where it was before} */
    public boolean wentBack() {
        return frames.wentBack();
    }

    Op pending() {
        return pending;
    }

    int startedAt() {
        return startedAt;
    }

    Runnable body() {
        return body;
    }

    void started(int number, int step) {
        id = number;
        startedAt = step;
    }

    void wants(Op op) {
        pending = op;
    }

    void end(boolean byOops) {
        ended = true;
        dead = byOops;
        pending = null;
    }

    /** {@return whether it could do its pending operation now} */
    boolean canStep() {
        return pending != null && pending.location().enabled(pending, this);
    }

    /** {@return a fingerprint of what it will do; what an ended task once saw does not matter} */
    long taskFingerprint() {
        if (dead) {
            return Hash.mix(name(), Hash.mix(DEAD, frames.rounds()));
        }
        if (ended) {
            return Hash.mix(name(), ENDED);
        }
        long next = pending == null ? 0 : pending.fingerprint();
        return Hash.mix(name(), Hash.mix(frames.fingerprint(), next));
    }

    @Override
    protected boolean enabled(Op op, Task task) {
        return op.kind() != Kind.JOIN || ended;
    }

    @Override
    protected Task awaited(Op op) {
        return this;
    }

    @Override
    public List<Task> joins() {
        return List.of(this);
    }

    @Override
    protected Object perform(Op op, Task task) {
        if (op.kind() == Kind.START) {
            world().launch(this);
        }
        return null;
    }

    @Override
    protected long fingerprint() {
        return 0;
    }
}
