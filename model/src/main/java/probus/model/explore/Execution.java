// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.List;
import java.util.function.Predicate;
import probus.model.world.Finding;
import probus.model.world.Outcome;
import probus.model.world.Picks;
import probus.model.world.View;

/**
 * An execution that is over.
 *
 * @param outcome how it ended
 * @param findings what went wrong, in order
 * @param picks the decisions
 * @param traceHash a fingerprint, the same for all orders of independent steps; only if the scheduler looks back
 * @param view the end
 */
public record Execution(Outcome outcome, List<Finding> findings, Picks picks, long traceHash, View view) {
    boolean hasFound(Predicate<Finding> wanted) {
        for (int i = 0; i < findings.size(); i++) {
            if (wanted.test(findings.get(i))) {
                return true;
            }
        }
        return false;
    }
}
