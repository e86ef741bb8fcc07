// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import probus.cli.boot.BootCheck;
import probus.engine.RuleBase;
import probus.engine.catalog.OwnRules;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleSource;
import probus.engine.untrusted.Caps;
import probus.report.Words;

/** Loads the rules on a thread of their own: it takes as long as reading a small trace. */
final class Loading {
    private Loading() {}

    /** {@return the rules with these ids, all if there are none} */
    static Future<RuleBase> begin(Set<String> ids, RuleFiles catalogue, Session session) {
        announce(ids, catalogue, session);
        FutureTask<RuleBase> task = new FutureTask<>(() -> {
            RuleBase rules = now(ids, catalogue);
            session.timing("rules loaded");
            return rules;
        });
        Thread thread = new Thread(() -> load(task, session), "rules");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** {@return the rules with these ids, all if there are none} What is wrong with the user's own, the catalogue knows. */
    static RuleBase now(Set<String> ids, RuleFiles catalogue) {
        Set<String> packages = new HashSet<>();
        ids.forEach(id -> packages.add(catalogue.packageOf(id)));
        RuleBase rules = RuleBase.bundled(name -> ids.isEmpty() || packages.contains(name));
        List<RuleSource> own = catalogue.sources(ids);
        if (own.isEmpty()) {
            return rules;
        }
        List<RuleException> problems = new ArrayList<>();
        RuleBase compiled = catalogue.isTrusted()
                ? RuleBase.compile(own, problems)
                : RuleBase.compileUntrusted(own, Caps.DEFAULT, problems);
        catalogue.report(problems);
        return rules.with(compiled);
    }

    /** Says what the user's own rules may do. */
    static void announce(Set<String> ids, RuleFiles catalogue, Session session) {
        int count = catalogue.sources(ids).size();
        if (count > 0 && catalogue.isTrusted()) {
            session.say(Words.count(count, "rule") + " of --rules compiled as " + (count == 1 ? "it is" : "they are")
                    + ": a rule file can run code");
        }
    }

    /**
     * Says what was wrong with the user's own rules, which must be loaded.
     *
     * @return whether nothing was
     */
    static boolean allFine(RuleFiles catalogue, Session session) {
        List<RuleException> problems = catalogue.problems();
        if (!catalogue.isTrusted()) {
            // Lint compiles, so these are not linted.
            problems.forEach(problem -> session.say(problem.placed()));
            return problems.isEmpty();
        }
        for (OwnRules.Own rule : catalogue.own()) {
            List<RuleException> those = problems.stream()
                    .filter(problem -> problem.file().equals(rule.rule().file()))
                    .toList();
            if (!those.isEmpty()) {
                RuleTests.errors(rule.rule(), rule.id(), those)
                        .forEach(error -> session.say(error.place() + ": " + error.problem()));
            }
        }
        if (!problems.isEmpty()) {
            session.err().println("hint: 'probus rule lint' says more");
        }
        return problems.isEmpty();
    }

    /** Checking starts with the rules; what it only needs for a violation is made ready meanwhile. */
    private static void load(FutureTask<RuleBase> task, Session session) {
        task.run();
        // A task too, for what goes wrong here goes wrong again where it is needed, and is told there.
        new FutureTask<>(() -> get(task).prepare(), null).run();
        session.timing("rules ready");
    }

    /** {@return the rules that are being loaded, for the check of a boot} */
    static BootCheck.Rules rules(Future<RuleBase> task) {
        return new BootCheck.Rules() {
            @Override
            public boolean areLoaded() {
                return task.isDone();
            }

            @Override
            public RuleBase get() {
                return Loading.get(task);
            }
        };
    }

    static RuleBase get(Future<RuleBase> rules) {
        try {
            return rules.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rules cannot be loaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
