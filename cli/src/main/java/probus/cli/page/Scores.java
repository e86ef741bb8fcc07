// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import probus.engine.Verdict;
import probus.engine.Violation;
import probus.engine.catalog.Rule;
import probus.facts.EventCatalog;

/** What is true of each rule, in this boot and over all of them. */
final class Scores {
    private final Map<String, Score> rules = new TreeMap<>();
    private final Map<String, Long> violations = new HashMap<>();
    private final Map<String, Long> earlier = new HashMap<>();
    private long version;

    /**
     * What is true of a rule.
     *
     * @param verdict of this boot so far
     * @param checks how many times it was exercised, in all boots
     * @param violations in all boots
     */
    record Score(Rule rule, Verdict.Kind verdict, String severity, String why, long checks, long violations) {
        /** {@return the kinds of event that the rule is about} */
        List<String> kinds() {
            TreeSet<String> kinds = new TreeSet<>();
            List<Rule.Need> needs = new ArrayList<>(rule.needs());
            needs.addAll(rule.provenWith());
            for (Rule.Need need : needs) {
                EventCatalog.members(need.kind()).forEach(type -> kinds.add(type.getSimpleName()));
            }
            return List.copyOf(kinds);
        }
    }

    /** {@return a number that is another one when something changed} */
    synchronized long version() {
        return version;
    }

    /** {@return the scores, ordered by id} */
    synchronized List<Score> all() {
        return List.copyOf(rules.values());
    }

    synchronized void broken(Violation violation) {
        String id = violation.rule().id();
        violations.merge(id, 1L, Long::sum);
        Score score = rules.get(id);
        if (score != null) {
            Verdict.Kind broken = Verdict.Kind.VIOLATED;
            rules.put(id, new Score(score.rule, broken, score.severity, "", score.checks, violations.get(id)));
        }
        version++;
    }

    synchronized void now(List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            String id = verdict.rule().id();
            long checks = earlier.getOrDefault(id, 0L) + verdict.checks();
            long broken = violations.getOrDefault(id, 0L);
            String severity = verdict.severity().toString();
            rules.put(id, new Score(verdict.rule(), verdict.kind(), severity, verdict.why(), checks, broken));
        }
        version++;
    }

    synchronized void ended(List<Verdict> verdicts) {
        now(verdicts);
        verdicts.forEach(verdict -> earlier.merge(verdict.rule().id(), verdict.checks(), Long::sum));
    }
}
