// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.model.carrier.Carrier;

/**
 * One execution: what a model is written against. A model builds its locations and {@link #task tasks} in a fresh world;
 * then {@link #run} runs them, one step at a time, in the order that the scheduler picks.
 *
 * <p>Model code calls {@link #enter} and {@link #leave} in each kernel function, and primitives for everything shared. It
 * must be deterministic, must keep what is shared in locations only, and must not catch {@link Oops}.
 */
public final class World {
    private final Turns turns;
    private final Notes notes;
    private final Races races = new Races(this);
    private final TraceDigest trace = new TraceDigest();
    private final Observers observers = new Observers();
    private final Findings findings = new Findings();
    private final Names names = new Names();
    private final Location nothing = new Null(this);
    private long memory;
    private Mutation mutation = new Mutation(this);

    /** A world in which nothing exists yet. Worlds of one thread share their notes. */
    public World(Carrier carrier, Scheduler scheduler, Limits limits, Notes notes) {
        this.turns = new Turns(this, carrier, scheduler, limits);
        this.notes = notes;
    }

    /** Adds a task that is there from the beginning; only before {@link #run}. Labels must differ. */
    public Task task(String label, Runnable body) {
        Task task = new Task(this, label, Hash.mix(Hash.of("task"), claimed(label)), body);
        launch(task);
        return task;
    }

    /** Adds somebody who is told of each step; only before {@link #run}. */
    public void watch(Observer observer) {
        observers.add(observer);
    }

    /** From now on the model's code is another one in this. At most once, and only before {@link #run}. */
    public void mutate(Mutation by) {
        mutation = by;
    }

    /** Runs the tasks until all have ended or nothing more can or should happen. Once per world. */
    public Outcome run() {
        return turns.run();
    }

    /**
     * The one place through which every step of every task goes. Declares what the running task wants to do, waits until
     * the scheduler picks it, does it, and accounts for it: fingerprint of the memory, digest of what the task saw, trace,
     * races, observers. While the world is built there are no turns, and it is just done.
     */
    Object point(Op op) {
        Task task = turns.running();
        if (task == null) {
            return change(op, null);
        }
        return mutation.point(task, op);
    }

    Object step(Task task, Op op) {
        races.declared(task, op, turns.all());
        turns.await(task, op);
        Object result = null;
        Oops oops = null;
        try {
            result = change(op, task);
        } catch (Oops caught) {
            oops = caught;
        }
        account(task, op, result, oops == null);
        turns.done(task);
        if (oops != null) {
            throw oops;
        }
        return result;
    }

    private Object change(Op op, Task task) {
        Location location = op.location();
        HeapObject owner = location.owner();
        if (owner != null && owner.isFreed()) {
            throw oops(Finding.Kind.USE_AFTER_FREE, location.kindLabel(), "uses " + location + " after it was freed");
        }
        memory ^= location.contribution();
        try {
            return location.perform(op, task);
        } finally {
            memory ^= location.contribution();
        }
    }

    private void account(Task task, Op op, Object result, boolean survived) {
        long value = Hash.value(result);
        task.frames.stepped(op, value);
        if (turns.looksBack()) {
            trace.stepped(task, op, value);
        }
        if (survived && turns.looksBack()) {
            races.stepped(task, op, result);
        }
        if (survived && op.kind() == Kind.FREE) {
            memory ^= ((HeapObject) op.location()).membersContribution();
        }
        observers.stepped(turns.step(), task, op, result);
    }

    /** The running task enters a function. */
    public void enter(String function) {
        Task task = turns.running();
        if (task != null) {
            task.frames.enter(function);
            mutation.entered(task);
        }
    }

    /** The running task leaves a function that has no value. */
    public void leave() {
        Task task = turns.running();
        if (task != null) {
            mutation.leaves(task);
            task.frames.leave(Hash.value(null));
        }
    }

    /** {@return the value, with which the running task leaves the function} */
    public <T> T leave(T value) {
        Task task = turns.running();
        if (task == null) {
            return value;
        }
        T returned = mutation.leaves(task, value);
        task.frames.leave(Hash.value(returned));
        return returned;
    }

    /**
     * A round of a loop begins; of what the function has seen before only the {@code live} variables matter. A loop inside a
     * loop of the same function gives the outer one's round as live.
     */
    public void loop(long round, Object... live) {
        if (turns.running() != null) {
            turns.running().frames.loop(round, Hash.value(Arrays.asList(live)));
        }
    }

    /** From this position on, what the function has seen matters only as far as it is in the {@code live} variables. */
    public void cut(String position, Object... live) {
        if (turns.running() != null) {
            turns.running().frames.cut(Hash.of(position), Hash.value(Arrays.asList(live)));
        }
    }

    /** {@return a new object} One step; the constructor must not do any. */
    public <T extends HeapObject> T alloc(Supplier<T> constructor) {
        T made = constructor.get();
        point(Op.of(Kind.ALLOC, made));
        return made;
    }

    /** Ends the life of an object. One step; nothing at all if the object is NULL. */
    public void kfree(HeapObject object) {
        if (object != null) {
            point(Op.of(Kind.FREE, object));
        }
    }

    /** As {@link #kfree}, of an object into which the caller looks in the same step: NULL is an oops. */
    public void kfreeAfterUse(HeapObject object) {
        point(Op.of(Kind.FREE, object == null ? nothing : object));
    }

    /** {@return which of the outcomes happens here, 0 being the usual one} One step, and part of the schedule; only in a task. */
    public int choose(String site, int outcomes) {
        if (turns.running() == null) {
            throw new IllegalStateException("A choice outside of a task: " + site);
        }
        return (int) point(new Op(Kind.CHOOSE, new Choice(this, site), Access.ORDERED, outcomes));
    }

    /**
     * Tells the observers of an event, where the kernel's tracepoint or probe is. No step. A step takes a microsecond of the
     * stamp's clock, and a task's pid is its number plus one.
     */
    public void trace(Function<Stamp, ProbeEvent> event) {
        Task task = turns.running();
        if (task != null && !observers.isEmpty()) {
            mutation.trace(task, event);
        }
    }

    void tell(Task task, Function<Stamp, ProbeEvent> event) {
        observers.tell(task, turns.step(), event);
    }

    /** Reports what the kernel would WARN of; the task goes on. */
    public void warn(String subject, String message) {
        report(Finding.Kind.WARN, turns.running(), subject, message);
    }

    /** Reports something about the running task. */
    public void report(Finding.Kind kind, String subject, String message) {
        report(kind, turns.running(), subject, message);
    }

    /** {@return what the running task is to throw, because it does not survive this} */
    public Oops oops(Finding.Kind kind, String subject, String message) {
        return new Oops(Findings.of(kind, turns.running(), subject, message));
    }

    /** {@return what went wrong so far, in order} */
    public List<Finding> findings() {
        return findings.all();
    }

    /** {@return what a scheduler sees of this execution} */
    public View view() {
        return turns;
    }

    /** {@return the decisions so far: a task that did a step, or, negative, the outcome of the choice that this step was} */
    public Picks picks() {
        return turns.picks();
    }

    /** {@return a fingerprint of the execution so far, the same for all orders of independent steps} Only if its scheduler looks back. */
    public long traceHash() {
        return trace.total(turns.all());
    }

    /** {@return whether something was found since the last call that ends the execution} */
    boolean hasFound(Limits limits) {
        return findings.hasNew(limits.stopAt());
    }

    void report(Finding.Kind kind, Task task, String subject, String message) {
        findings.add(Findings.of(kind, task, subject, message));
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    void launch(Task task) {
        Task starter = turns.running();
        turns.add(task);
        races.started(task, starter);
        trace.started(task, starter);
    }

    /** {@return a task that the running one can start} */
    Task newTask(String label, Runnable body) {
        return new Task(this, label, nameOfNew(label), body);
    }

    long claimed(String label) {
        return names.claimed(label);
    }

    long nameOfNew(String label) {
        return names.ofNew(label, turns.running());
    }

    /** {@return the functions that the running task is in, or null while the world is built} */
    Frames frames() {
        return turns.running() == null ? null : turns.running().frames;
    }

    int chosen(int outcomes) {
        return turns.choose(outcomes);
    }

    Notes notes() {
        return notes;
    }

    /** {@return whether it is this task that runs; while the world is built there is none, and all is allowed} */
    boolean isRunning(Task task) {
        return turns.running() == task;
    }

    Task task(int id) {
        return turns.task(id);
    }

    long fingerprint() {
        return observers.fingerprint(memory ^ names.fingerprint());
    }
}
