// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A thread of the modelled kernel. As a location it is its end, for which others can wait. */
public final class Task extends Location {
    /** An order that does not depend on who was started or did something first. */
    static final Comparator<Task> BY_NAME = Comparator.comparingLong(Task::name);

    private static final long DEAD = Hash.of("dead");

    private final Runnable body;
    private final List<Location> locksHeld = new ArrayList<>(4);
    final Frames frames;
    private int id = -1;
    private int startedAt;
    private Task starter;
    private long place;
    private long placeBefore;
    private Op pending;
    private boolean ended;
    private boolean dead;
    /** The names of the locks held, and of those held alone; null if they are to be made anew. */
    private Set<Long> locks = Set.of();

    private Set<Long> locksAlone = Set.of();
    private long locksFingerprint;
    int atomicDepth;

    /** A task of a name that no other has at the same time. */
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
        if (locks == null) {
            locks = names(lock -> true);
            locksAlone = names(Location::isHeldAlone);
        }
        return alone ? locksAlone : locks;
    }

    /** {@return a fingerprint of the names of the locks that it has, and of which of them it has alone} */
    public long locksFingerprint() {
        return locksFingerprint;
    }

    private Set<Long> names(Predicate<Location> which) {
        return locksHeld.stream().filter(which).map(Location::name).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return the locks that it has, in the order in which it took them} */
    List<Location> locksHeld() {
        return locksHeld;
    }

    void took(Location lock) {
        locksHeld.add(lock);
        locksChanged();
    }

    void gaveBack(Location lock) {
        locksHeld.remove(lock);
        locksChanged();
    }

    private void locksChanged() {
        locks = null;
        locksFingerprint = 0;
        for (Location lock : locksHeld) {
            locksFingerprint += Hash.mix(lock.name(), lock.isHeldAlone() ? 2 : 1);
        }
    }

    /** {@return the task that started this one, or null if it was there from the beginning} */
    public Task starter() {
        return starter;
    }

    /**
     * {@return a fingerprint of where in the code it is: of the calls that led there, and of what it wants to do} Nothing is in
     * it that it has seen, except for what loops say. 0 if it has ended.
     */
    public long place() {
        return place;
    }

    /** {@return the place of its last step, or 0} */
    public long placeBefore() {
        return placeBefore;
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

    void started(int number, int step, Task by) {
        id = number;
        startedAt = step;
        starter = by;
    }

    void wants(Op op) {
        pending = op;
        placeBefore = place;
        place = Hash.mix(frames.place(), op.fingerprint());
    }

    void end(boolean byOops) {
        ended = true;
        dead = byOops;
        pending = null;
        placeBefore = place;
        place = 0;
    }

    /** {@return whether it could do its pending operation now} */
    boolean canStep() {
        return pending != null && pending.location().enabled(pending, this);
    }

    /** {@return a fingerprint of what it will do; an ended task is as if it had never been, except for what it keeps after an oops} */
    long taskFingerprint() {
        if (dead) {
            return Hash.mix(name(), Hash.mix(DEAD, frames.rounds()));
        }
        if (ended) {
            return 0;
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
