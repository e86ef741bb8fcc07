// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.List;
import probus.model.carrier.Carrier;

/** Whose turn it is. Asks the scheduler in the task that is running, so that going on with the same task costs nothing. */
final class Turns implements View {
    private final World world;
    private final Carrier carrier;
    private final Scheduler scheduler;
    private final Limits limits;
    private final boolean looksBack;
    private final List<Task> tasks = new ArrayList<>();
    private final Picks picks = new Picks();

    private Task running;
    /** A task on its way to its first operation, and the one that started it: null for those of the beginning. */
    private Task arriving;

    private Task starter;
    private int initialTasks;
    private CanonicalOrder order = new CanonicalOrder(tasks, 0);
    private int step;
    private int current = -1;
    private long enabled;
    /** Whether the code that runs is the model's and not that of a primitive, a scheduler or an observer. */
    private boolean inModel = true;

    private Outcome outcome = Outcome.ENDED;

    Turns(World world, Carrier carrier, Scheduler scheduler, Limits limits) {
        this.world = world;
        this.carrier = carrier;
        this.scheduler = scheduler;
        this.limits = limits;
        this.looksBack = scheduler.looksBack();
    }

    Task running() {
        return running;
    }

    List<Task> all() {
        return tasks;
    }

    Picks picks() {
        return picks;
    }

    boolean looksBack() {
        return looksBack;
    }

    Outcome run() {
        initialTasks = tasks.size();
        order = new CanonicalOrder(tasks, initialTasks);
        picks.begin(initialTasks);
        starter = null;
        if (!tasks.isEmpty()) {
            arriving = tasks.get(0);
            carrier.run(0);
        }
        running = null;
        carrier.reset();
        return outcome;
    }

    /** A task exists from now on. It runs to its first operation when the step that is being done is {@link #done}. */
    void add(Task task) {
        if (tasks.size() == Long.SIZE) {
            throw new IllegalStateException("More than 64 tasks");
        }
        task.started(tasks.size(), step, running);
        tasks.add(task);
        order.changed();
        carrier.add(task.id(), () -> live(task));
        arriving = task;
        starter = running;
    }

    /** Returns when it is the task's turn to do what it wants. */
    void await(Task task, Op op) {
        inModel = false;
        task.wants(op);
        int next = next(task);
        if (next != task.id()) {
            hand(task, next);
        }
        step++;
        current = task.id();
    }

    /** The step is done. A task that it started comes to its own first operation now. */
    void done(Task task) {
        if (starter == task) {
            hand(task, arriving.id());
        }
        inModel = true;
    }

    private void hand(Task task, int next) {
        inModel = true;
        carrier.handTo(next);
        inModel = false;
        running = task;
    }

    private int next(Task task) {
        if (world.hasFound(limits)) {
            return stop(Outcome.STOPPED);
        }
        return task == arriving ? arrived(task) : decide();
    }

    /** {@return who goes on when a new task has come to its first operation, or to its end: the next new one, or its starter} */
    private int arrived(Task task) {
        Task by = starter;
        arriving = null;
        starter = null;
        if (by != null) {
            return by.id();
        }
        if (task.id() + 1 < initialTasks) {
            arriving = tasks.get(task.id() + 1);
            return arriving.id();
        }
        return decide();
    }

    private int decide() {
        int decided = scheduler.decided();
        if (decided == Scheduler.ABANDON) {
            return ask();
        }
        boolean preempts =
                current >= 0 && current != decided && tasks.get(current).canStep();
        picks.add(decided, current, preempts);
        return decided;
    }

    private int ask() {
        if (step >= limits.steps()) {
            world.report(Finding.Kind.LIVELOCK, running, "", "no end after " + step + " steps");
            return stop(Outcome.TOO_LONG);
        }
        enabled = 0;
        boolean live = false;
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            live |= !task.hasEnded();
            enabled |= task.canStep() ? 1L << i : 0;
        }
        if (enabled == 0) {
            return stop(live ? Deadlock.report(world, order.all()) : Outcome.ENDED);
        }
        int pick = scheduler.pick(this);
        if (pick == Scheduler.ABANDON) {
            return stop(Outcome.ABANDONED);
        }
        if ((enabled >>> pick & 1) == 0) {
            throw new IllegalStateException("The scheduler picked task " + pick + ", which cannot do a step");
        }
        picks.add(pick, current, current >= 0 && pick != current && (enabled >>> current & 1) != 0);
        return pick;
    }

    private int stop(Outcome how) {
        outcome = how;
        return Carrier.NOBODY;
    }

    private int live(Task task) {
        running = task;
        try {
            task.body().run();
            if (task.frames.depth() != 0) {
                throw new IllegalStateException(task.frames.function() + " was entered and never left");
            }
            ended(task, false);
        } catch (Oops oops) {
            world.add(oops.finding());
            ended(task, true);
        } catch (NullPointerException dereference) {
            if (!inModel) {
                throw dereference;
            }
            world.report(Finding.Kind.NULL_DEREFERENCE, task, "", "uses a pointer that is NULL");
            ended(task, true);
        }
        return next(task);
    }

    private void ended(Task task, boolean byOops) {
        task.end(byOops);
        order.changed();
    }

    int choose(int outcomes) {
        int chosen = scheduler.choose(this, outcomes);
        picks.addChoice(chosen);
        return chosen;
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int current() {
        return current;
    }

    @Override
    public long enabled() {
        return enabled;
    }

    @Override
    public int tasks() {
        return tasks.size();
    }

    @Override
    public Task task(int task) {
        return tasks.get(task);
    }

    @Override
    public Op pending(int task) {
        return tasks.get(task).pending();
    }

    @Override
    public int startedAt(int task) {
        return tasks.get(task).startedAt();
    }

    @Override
    public long idleBefore(long set) {
        return Waiting.idleBefore(set, tasks, enabled);
    }

    @Override
    public long awaited(int task) {
        return Waiting.awaited(tasks.get(task), tasks);
    }

    @Override
    public long stateHash() {
        long hash = world.fingerprint();
        for (int i = 0; i < tasks.size(); i++) {
            hash += tasks.get(i).taskFingerprint();
        }
        return hash;
    }

    @Override
    public long canonical(long set) {
        return order.canonical(set);
    }

    @Override
    public long tasks(long canonical) {
        return order.tasks(canonical);
    }
}
