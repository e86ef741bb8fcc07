// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import probus.cli.boot.BootCheck;
import probus.cli.live.Monitor;
import probus.cli.live.Pace;
import probus.cli.live.Source;
import probus.cli.live.Watcher;
import probus.cli.page.PageOptions;
import probus.cli.page.PageServer;

/** Watches a source until it ends or somebody ends it, and knows how it went. */
final class MonitorRun {
    private final MonitorPlan plan;
    private final Source source;
    private final BootCheck.Rules rules;
    private final Session session;

    MonitorRun(MonitorPlan plan, Source source, BootCheck.Rules rules, Session session) {
        this.plan = plan;
        this.source = source;
        this.rules = rules;
        this.session = session;
    }

    /** {@return the exit code} */
    int run(Output output) throws InterruptedException {
        MonitorAnswers answers = new MonitorAnswers(plan, output, session);
        List<Watcher> watchers = new ArrayList<>(List.of(answers));
        if (plan.page().isEmpty()) {
            return run(watchers, answers, monitor -> {});
        }
        MonitorPlan.Page where = plan.page().get();
        try (PageServer page = PageServer.open(new PageOptions(where.host(), where.port(), PageOptions.KEPT))) {
            watchers.addAll(page.watchers());
            return run(watchers, answers, monitor -> {
                page.serve(monitor);
                session.say("the page: " + page.address());
            });
        } catch (IOException taken) {
            throw new UsageException(
                    "no page can be served at " + where.host() + ", port " + where.port() + ": " + taken.getMessage(),
                    Optional.empty(),
                    "--serve without a number takes a port that is free; --host is an address of this machine");
        }
    }

    private int run(List<Watcher> watchers, MonitorAnswers answers, Consumer<Monitor> begins)
            throws InterruptedException {
        Monitor monitor = new Monitor(source, plan.settings(), rules, watchers);
        CountDownLatch interrupted = new CountDownLatch(1);
        session.interruption().calls(() -> {
            monitor.stop();
            interrupted.countDown();
        });
        begins.accept(monitor);
        if (plan.settings().paused()) {
            stepByLines(monitor.pace());
        }
        monitor.run();
        int exit = answers.end(monitor.status());
        boolean looksOn = plan.page().isPresent() && session.interruption().mayCome();
        if (looksOn && interrupted.getCount() > 0) {
            session.say("that was all; the page stays until Ctrl-C");
            interrupted.await();
        }
        return exit;
    }

    /** Each line on standard input is one step; when there are no more lines, it runs. */
    private void stepByLines(Optional<Pace> pace) {
        pace.ifPresent(steps -> {
            Thread reader = new Thread(
                    () -> {
                        BufferedReader lines =
                                new BufferedReader(new InputStreamReader(session.in(), StandardCharsets.UTF_8));
                        try {
                            while (lines.readLine() != null) {
                                steps.step(1);
                            }
                        } catch (IOException gone) {
                            // Nobody is there to ask for steps.
                        }
                        steps.run();
                    },
                    "steps");
            reader.setDaemon(true);
            reader.start();
        });
    }
}
