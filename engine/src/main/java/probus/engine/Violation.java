// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import java.util.List;
import java.util.Map;
import probus.engine.catalog.Rule;
import probus.engine.catalog.Severity;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Task;

/**
 * A rule that did not hold, and why.
 *
 * @param rule which
 * @param severity on the kernel that was checked
 * @param message one sentence
 * @param evidence the events involved, in the order of the input, each once
 * @param at the event that completed it
 * @param context other events of the tasks and devices involved, between the first and the last evidence, in order
 * @param calls of each task involved, the calls that had not returned, the outermost first; in the order of the evidence
 * @param slice the fewest lines of the input that still show it, in order
 */
public record Violation(
        Rule rule,
        Severity severity,
        String message,
        List<Evidence> evidence,
        ProbeEvent at,
        List<ProbeEvent> context,
        Map<Task, List<ProbeEvent>> calls,
        List<Origin> slice) {}
