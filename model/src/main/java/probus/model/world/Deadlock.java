// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says who waits for whom when nobody can go on. */
final class Deadlock {
    private Deadlock() {}

    static Outcome report(World world, List<Task> tasks) {
        Outcome outcome = Outcome.STUCK_BEHIND_OOPS;
        Set<Task> told = new HashSet<>();
        for (Task task : tasks) {
            List<Task> chain = task.hasEnded() || told.contains(task) ? List.of() : chain(task);
            if (!chain.isEmpty() && !chain.get(chain.size() - 1).isDead()) {
                outcome = Outcome.DEADLOCK;
                if (Collections.disjoint(told, chain)) {
                    world.report(Finding.Kind.DEADLOCK, chain.get(0), subject(chain), message(chain));
                }
                told.addAll(chain);
            }
        }
        return outcome;
    }

    /** {@return tasks that each wait for the next: a circle, or from {@code first} to one that is dead or waits for nobody in particular} */
    private static List<Task> chain(Task first) {
        List<Task> chain = new ArrayList<>();
        Task task = first;
        while (task != null && !chain.contains(task)) {
            chain.add(task);
            task = task.hasEnded() ? null : task.pending().location().awaited(task.pending());
        }
        if (task == null) {
            return chain;
        }
        List<Task> circle = chain.subList(chain.indexOf(task), chain.size());
        Task smallest = Collections.min(circle, Comparator.comparing(Deadlock::awaitedLabel));
        Collections.rotate(circle, -circle.indexOf(smallest));
        return circle;
    }

    private static String awaitedLabel(Task task) {
        return task.hasEnded() ? "" : task.pending().location().kindLabel();
    }

    private static String subject(List<Task> chain) {
        return chain.stream()
                .filter(task -> !task.hasEnded())
                .map(Deadlock::awaitedLabel)
                .collect(Collectors.joining(" -> "));
    }

    private static String message(List<Task> chain) {
        List<String> waits = new ArrayList<>();
        for (Task task : chain) {
            waits.add(
                    task.hasEnded()
                            ? task.label() + " has ended"
                            : task.label() + " waits in " + task.frames.function() + " for "
                                    + task.pending().location());
        }
        return String.join("; ", waits);
    }
}
