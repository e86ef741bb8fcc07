// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import probus.cli.boot.BootCheck;
import probus.engine.Violation;
import probus.facts.ProbeEvent;
import probus.report.BootReport;

/**
 * Checks what one source delivers, while it does.
 *
 * <pre>{@code
 * Monitor monitor = new Monitor(source, settings, rules, List.of(watcher));
 * monitor.run();
 * }</pre>
 */
public final class Monitor implements Subject {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int TASKS_MAX = 1 << 16;

    private final Source source;
    private final Settings settings;
    private final BootCheck.Rules rules;
    private final List<Watcher> watchers;
    private final EventQueue queue;
    private final Pace pace;
    private final Meter meter = new Meter();
    private final Set<Integer> tasks = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();
    private Optional<BootCheck> check = Optional.empty();
    private volatile Throwable failure;
    private boolean kernelTold;
    private long nextTick;
    private long checked;

    private volatile Status status;
    private long boots;
    private long events;
    private long violated;
    private Optional<String> lastViolation = Optional.empty();
    private volatile boolean ended;
    private volatile boolean idle = true;

    /**
     * How a source is watched.
     *
     * @param request what is asked of each boot
     * @param capacity how many events may wait to be checked
     * @param patience how long a source that cannot wait for ever waits for room, milliseconds
     * @param perSecond events a second of a source that can wait, {@link Pace#UNTHROTTLED} for no limit
     * @param paused whether such a source waits to be told to begin
     */
    public record Settings(BootCheck.Request request, int capacity, long patience, double perSecond, boolean paused) {}

    /** Prepares to watch; nothing is read yet. */
    public Monitor(Source source, Settings settings, BootCheck.Rules rules, List<Watcher> watchers) {
        this.source = source;
        this.settings = settings;
        this.rules = rules;
        this.watchers = List.copyOf(watchers);
        queue = new EventQueue(settings.capacity(), source.canWait() ? -1 : settings.patience());
        pace = new Pace(settings.perSecond(), () -> idle && queue.size() == 0);
        if (settings.paused()) {
            pace.pause();
        }
        status = statusNow();
    }

    /**
     * Watches until the source ends or {@link #stop} is called, and all that was delivered is checked.
     *
     * @throws IllegalStateException if the source fails; what was delivered before is checked
     */
    public void run() throws InterruptedException {
        // A source that cannot wait is not begun before the first violation can be told without a pause.
        rules.get().prepare();
        Thread reader = new Thread(this::read, "source");
        reader.setDaemon(true);
        reader.start();
        List<Delivery> taken = new ArrayList<>();
        while (!queue.isOver()) {
            queue.take(taken, TimeUnit.NANOSECONDS.toMillis(TICK_NANOS));
            idle = taken.isEmpty();
            taken.forEach(this::take);
            taken.clear();
            idle = true;
            tick(System.nanoTime());
        }
        check.ifPresent(BootCheck::close);
        ended = true;
        status = statusNow();
        if (failure != null) {
            throw new IllegalStateException("the source failed", failure);
        }
    }

    /** Makes {@link #run} end: with what has been delivered so far. Any thread may call it. */
    public void stop() {
        pace.close();
        source.stop();
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public Optional<Pace> pace() {
        return source.model().map(model -> pace);
    }

    @Override
    public Optional<ModelControl> model() {
        return source.model();
    }

    private void read() {
        try {
            source.deliver(new Inlet(queue, pace));
        } catch (InterruptedException | Inlet.Stopped stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failed) {
            failure = failed;
        } finally {
            queue.close();
        }
    }

    private void take(Delivery delivery) {
        if (delivery instanceof Delivery.Event event) {
            event(event);
        } else if (delivery instanceof Delivery.Begin begin) {
            begin(begin.input());
        } else if (delivery instanceof Delivery.Kernel kernel) {
            check.ifPresent(running -> running.banner(kernel.version()));
        } else if (delivery instanceof Delivery.End end) {
            end(end);
        }
    }

    private void begin(String input) {
        boots++;
        tasks.clear();
        kernelTold = false;
        check = Optional.of(new BootCheck(settings.request(), rules, violations::add));
        int boot = (int) boots;
        watchers.forEach(watcher -> watcher.bootBegins(input, boot));
    }

    private void event(Delivery.Event delivered) {
        BootCheck running = check.orElseThrow();
        tellKernel(running);
        ProbeEvent event = delivered.event();
        running.accept(event);
        events++;
        if (event.getTask().isKnown() && tasks.size() < TASKS_MAX) {
            tasks.add(event.getTask().pid());
        }
        for (int i = 0; i < watchers.size(); i++) {
            watchers.get(i).event(event);
        }
        tellViolations();
        long now = System.nanoTime();
        for (int i = 0; i < watchers.size(); i++) {
            watchers.get(i).checked(now - delivered.arrived());
        }
        if ((++checked & 0xff) == 0) {
            tick(now);
        }
    }

    private void tellKernel(BootCheck running) {
        if (!kernelTold) {
            kernelTold = true;
            watchers.forEach(watcher -> watcher.kernel(running.kernel()));
        }
    }

    private void tellViolations() {
        if (violations.isEmpty()) {
            return;
        }
        for (Violation violation : List.copyOf(violations)) {
            violated++;
            lastViolation = Optional.of(violation.rule().id());
            watchers.forEach(watcher -> watcher.violation(violation));
        }
        violations.clear();
        pace.violated();
    }

    private void end(Delivery.End end) {
        BootCheck running = check.orElseThrow();
        end.summary().kernelVersion().ifPresent(running::banner);
        tellKernel(running);
        BootReport report = running.finish(end.summary());
        tellViolations();
        BootReport numbered = report.numbered((int) boots);
        watchers.forEach(watcher -> watcher.bootEnds(numbered, end.schedule()));
        check = Optional.empty();
    }

    private void tick(long now) {
        if (now - nextTick < 0) {
            return;
        }
        nextTick = now + TICK_NANOS;
        if (meter.isNew(events)) {
            check.ifPresent(running -> watchers.forEach(watcher -> watcher.verdicts(running.soFar())));
        }
        meter.at(now, events);
        status = statusNow();
        watchers.forEach(watcher -> watcher.status(status));
    }

    private Status statusNow() {
        Status.Phase phase = ended
                ? Status.Phase.ENDED
                : source.model().isPresent() && pace.isPaused() ? Status.Phase.PAUSED : Status.Phase.RUNNING;
        int armed = rules.areLoaded() ? rules.get().rules().size() : 0;
        Set<String> wanted = settings.request().options().rules();
        return new Status(
                source.name(),
                phase,
                boots,
                events,
                meter.perSecond(),
                tasks.size(),
                wanted.isEmpty() ? armed : wanted.size(),
                violated,
                lastViolation,
                queue.size(),
                queue.capacity(),
                queue.dropped());
    }
}
