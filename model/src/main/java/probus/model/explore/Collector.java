// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import probus.model.world.Finding;
import probus.model.world.Picks;

/** What was found, each once, with the decisions of the execution with the smallest number that shows it. */
final class Collector {
    private final Map<String, First> first = new LinkedHashMap<>();

    /** A finding, the number (from 0) of the execution, and its decisions. */
    record First(Finding finding, long number, Picks picks) {}

    void add(long number, Execution execution) {
        add(number, execution, finding -> true);
    }

    /** Adds what is wanted of an execution. */
    void add(long number, Execution execution, Predicate<Finding> wanted) {
        List<Finding> findings = execution.findings();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            First known = first.get(finding.key());
            if ((known == null || number < known.number) && wanted.test(finding)) {
                first.put(finding.key(), new First(finding, number, execution.picks()));
            }
        }
    }

    void addAll(Collector other) {
        for (First theirs : other.first.values()) {
            first.merge(theirs.finding.key(), theirs, (a, b) -> a.number <= b.number ? a : b);
        }
    }

    /** {@return the keys of what was found} */
    Set<String> keys() {
        return first.keySet();
    }

    int size() {
        return first.size();
    }

    /** {@return what executions up to this one show} */
    Stream<First> upTo(long number) {
        return first.values().stream().filter(found -> found.number <= number);
    }
}
