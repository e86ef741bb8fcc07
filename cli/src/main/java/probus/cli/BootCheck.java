// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.engine.Verdict;
import probus.facts.ProbeEvent;
import probus.report.KernelChoice;

/**
 * The check of one boot. Events wait until the rules are loaded, which another thread does meanwhile, and until it is known
 * which kernel it was, which a log may say late.
 */
final class BootCheck implements AutoCloseable {
    private static final int WAITING_MAX = 100_000;
    private static final int DEVICES_MAX = 10_000;

    private final CheckPlan plan;
    private final Future<RuleBase> rules;
    private final Set<String> devices;
    private final Set<String> armed = new HashSet<>();
    private final List<ProbeEvent> waiting = new ArrayList<>();
    private KernelChoice kernel = KernelChoice.NONE;
    private Optional<Checker> checker = Optional.empty();
    private long events;
    private long lost;
    private boolean incomplete;

    BootCheck(CheckPlan plan, Future<RuleBase> rules, Set<String> devices) {
        this.plan = plan;
        this.rules = rules;
        this.devices = devices;
        plan.kernel().ifPresent(word -> kernel = KernelChoice.of(word, KernelChoice.From.OPTION));
    }

    /** The log says which kernel it was; the command line knows better. */
    void banner(String version) {
        if (kernel.from() == KernelChoice.From.NONE && checker.isEmpty()) {
            kernel = KernelChoice.of(version, KernelChoice.From.BANNER);
        }
    }

    void accept(ProbeEvent event) {
        events++;
        if (event instanceof ProbeEvent.EventsLost gap) {
            incomplete = true;
            lost += Math.max(0, gap.count());
        }
        if (event instanceof ProbeEvent.OfDevice of && devices.size() < DEVICES_MAX) {
            devices.add(of.dev());
        }
        if (checker.isPresent()) {
            checker.get().accept(event);
            return;
        }
        waiting.add(event);
        boolean ready = rules.isDone() && kernel.from() != KernelChoice.From.NONE;
        if (ready || waiting.size() >= WAITING_MAX) {
            start();
        }
    }

    /** Notes that events of this kind would have been recorded, had they happened. */
    void armed(String kind) {
        armed.add(kind);
    }

    KernelChoice kernel() {
        return kernel;
    }

    long events() {
        return events;
    }

    long lostEvents() {
        return lost;
    }

    boolean isIncomplete() {
        return incomplete;
    }

    List<Verdict> finish(boolean userSpace, boolean crashed) {
        Checker running = checker.isPresent() ? checker.get() : start();
        armed.forEach(running::armed);
        return running.finish(userSpace, crashed);
    }

    @Override
    public void close() {
        checker.ifPresent(Checker::close);
    }

    private Checker start() {
        CheckOptions options = new CheckOptions(
                kernel.profile(),
                plan.rules(),
                plan.device(),
                plan.limits().violations(),
                plan.limits().history());
        Checker started = new Checker(Loading.get(rules), options, violation -> {});
        checker = Optional.of(started);
        waiting.forEach(started::accept);
        waiting.clear();
        return started;
    }
}
