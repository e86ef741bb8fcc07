// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What went wrong in one execution, in order. */
final class Findings {
    private final List<Finding> all = new ArrayList<>(2);
    private int judged;

    static Finding of(Finding.Kind kind, Task task, String subject, String message) {
        return task == null
                ? new Finding(kind, "", subject, message, "", List.of())
                : new Finding(kind, task.frames.function(), subject, message, task.label(), task.calls());
    }

    void add(Finding finding) {
        all.add(finding);
    }

    List<Finding> all() {
        return all;
    }

    /** {@return whether one like this was added since the last call} */
    boolean hasNew(Predicate<Finding> wanted) {
        boolean found = false;
        for (; judged < all.size(); judged++) {
            found |= wanted.test(all.get(judged));
        }
        return found;
    }
}
