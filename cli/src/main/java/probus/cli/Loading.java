// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import probus.cli.boot.BootCheck;
import probus.engine.RuleBase;

/** Loads the rules on a thread of their own: it takes as long as reading a small trace. */
final class Loading {
    private Loading() {}

    /** {@return the rules with these ids, all if there are none} */
    static Future<RuleBase> begin(Set<String> ids, RuleFiles catalogue, Session session) {
        Set<String> packages = new HashSet<>();
        ids.forEach(id -> packages.add(catalogue.packageOf(id)));
        FutureTask<RuleBase> task = new FutureTask<>(() -> {
            RuleBase rules = RuleBase.bundled(name -> packages.isEmpty() || packages.contains(name));
            session.timing("rules loaded");
            return rules;
        });
        Thread thread = new Thread(() -> load(task, session), "rules");
        thread.setDaemon(true);
        thread.start();
        return task;
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
