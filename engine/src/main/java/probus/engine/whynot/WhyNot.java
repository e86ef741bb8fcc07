// SPDX-License-Identifier: Apache-2.0
package probus.engine.whynot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import probus.engine.drl.Clause;
import probus.engine.drl.Clause.Constraint;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.DrlPrinter;
import probus.engine.drl.FactTypes;
import probus.facts.EventCatalog;
import probus.facts.ProbeEvent;
import probus.facts.state.KernelState;

/** Says how far a rule got in matching the events of a boot, and what stood in its way. */
public final class WhyNot {
    /** How often an event is held against a pattern before the search for a longer match ends. */
    private static final long EFFORT_MAX = 5_000_000;

    private final List<Clause> when;
    private final List<ProbeEvent> events;
    private final Evaluation evaluation = new Evaluation();
    private final List<Step> best = new ArrayList<>();
    private Miss bestMiss = Miss.NONE;
    /** The clause that the best match did not get past. */
    private int reached = -1;

    private long effort;

    /**
     * Creates an explanation.
     *
     * @param when what the rule looks for, sentences expanded
     * @param events of one boot, its end included
     */
    public WhyNot(List<Clause> when, List<ProbeEvent> events) {
        this.when = flattened(when);
        this.events = events;
    }

    /** A pattern and the event that matched it. */
    public record Step(String pattern, ProbeEvent event) {}

    /**
     * An event that came near to matching a pattern.
     *
     * @param met how many of the pattern's constraints it met
     * @param failed the first constraint that it did not
     * @param actual what that constraint's sides are worth
     */
    public record Miss(ProbeEvent event, int met, String failed, String actual) {
        static final Miss NONE = new Miss(null, -1, "", "");
    }

    /**
     * How far the rule got.
     *
     * @param matched the patterns that were matched, with their events
     * @param next the first clause that was not, {@code ""} if all were
     * @param kind the kind of event that it asks for
     * @param seen how many events of that kind there are
     * @param met for a single pattern: each constraint with how many events meet it and all before it
     * @param miss the event that came nearest; its event is null if there is none of the kind
     * @param blocked whether the next clause is a {@code not}, and the event of {@code miss} is what it forbids
     */
    public record Answer(
            List<Step> matched,
            String next,
            String kind,
            long seen,
            Map<String, Long> met,
            Miss miss,
            boolean blocked) {}

    /** {@return how far the rule got} */
    public Answer answer() {
        boolean step = when.size() == 1 && when.get(0) instanceof EventPattern;
        return step ? single((EventPattern) when.get(0)) : joined();
    }

    /**
     * {@return the events that exercise a rule}
     *
     * @param when what the rule looks for, or what its own rule of what exercises it looks for
     * @param all whether all constraints count; else those that do not read the state
     */
    public static List<ProbeEvent> exercising(List<Clause> when, boolean all, List<ProbeEvent> events) {
        if (when.isEmpty() || !(when.get(0) instanceof EventPattern pattern) || (when.size() > 1 && !all)) {
            return List.of();
        }
        List<Constraint> asked = pattern.constraints().stream()
                .filter(constraint -> all || !DrlPrinter.print(constraint).contains("before."))
                .toList();
        List<Constraint> conditions = asked.stream()
                .filter(constraint -> constraint.binding().isEmpty())
                .toList();
        // A rule that reads no state has its last constraint as condition.
        boolean stateless = !all && conditions.size() == conditions(pattern).size() && !conditions.isEmpty();
        List<Constraint> scope = stateless ? conditions.subList(0, conditions.size() - 1) : asked;
        WhyNot search = new WhyNot(when, events);
        EventPattern part = new EventPattern(pattern.at(), "", pattern.type(), pattern.typeAt(), scope);
        return events.stream()
                .filter(event -> isOf(part, event))
                .filter(event ->
                        search.miss(part, event, new HashMap<>()).failed().isEmpty())
                .toList();
    }

    private Answer single(EventPattern pattern) {
        Map<String, Long> met = new java.util.LinkedHashMap<>();
        KernelState state = new KernelState();
        Miss nearest = Miss.NONE;
        long seen = 0;
        for (ProbeEvent event : events) {
            state.enter(event);
            if (isOf(pattern, event)) {
                seen++;
                Miss miss = miss(pattern, event, new HashMap<>());
                count(pattern, miss, met);
                if (miss.met() > nearest.met()) {
                    nearest = miss;
                }
            }
            state.apply(event);
        }
        return new Answer(List.of(), DrlPrinter.print(pattern), pattern.type(), seen, met, nearest, false);
    }

    private static void count(EventPattern pattern, Miss miss, Map<String, Long> met) {
        List<Constraint> asked = conditions(pattern);
        for (int i = 0; i < asked.size(); i++) {
            met.merge(DrlPrinter.print(asked.get(i)), i < miss.met() ? 1L : 0L, Long::sum);
        }
    }

    private static List<Constraint> conditions(EventPattern pattern) {
        return pattern.constraints().stream()
                .filter(constraint -> constraint.binding().isEmpty())
                .toList();
    }

    /** {@return how far the event gets; all constraints met, and no failed one, if it matches} */
    private Miss miss(EventPattern pattern, ProbeEvent event, Map<String, Object> bound) {
        effort++;
        int met = 0;
        for (Constraint constraint : pattern.constraints()) {
            if (!evaluation.meets(constraint, event, bound)) {
                return new Miss(
                        event, met, DrlPrinter.print(constraint), evaluation.actual(constraint.of(), event, bound));
            }
            met += constraint.binding().isEmpty() ? 1 : 0;
        }
        return new Miss(event, met, "", "");
    }

    private Answer joined() {
        search(0, new ArrayList<>(), new HashMap<>());
        Clause next = reached < when.size() ? when.get(reached) : null;
        boolean pattern = next instanceof EventPattern;
        long seen = pattern
                ? events.stream()
                        .filter(event -> isOf((EventPattern) next, event))
                        .count()
                : 0;
        return new Answer(
                List.copyOf(best),
                next == null ? "" : DrlPrinter.print(next),
                pattern ? ((EventPattern) next).type() : "",
                seen,
                Map.of(),
                bestMiss,
                next instanceof Group);
    }

    private boolean search(int clause, List<Step> matched, Map<String, Object> bound) {
        if (clause == when.size()) {
            keep(matched, Miss.NONE, clause);
            return true;
        }
        if (effort > EFFORT_MAX) {
            return false;
        }
        if (when.get(clause) instanceof Group group) {
            return group(group, clause, matched, bound);
        }
        EventPattern pattern = (EventPattern) when.get(clause);
        Miss nearest = Miss.NONE;
        for (ProbeEvent event : events) {
            if (!isOf(pattern, event)) {
                continue;
            }
            Map<String, Object> inner = new HashMap<>(bound);
            inner.put(pattern.binding().isEmpty() ? "$" : pattern.binding(), event);
            Miss miss = miss(pattern, event, inner);
            if (!miss.failed().isEmpty()) {
                nearest = miss.met() > nearest.met() ? miss : nearest;
                continue;
            }
            matched.add(new Step(DrlPrinter.print(pattern), event));
            if (search(clause + 1, matched, inner)) {
                return true;
            }
            matched.remove(matched.size() - 1);
        }
        keep(matched, nearest, clause);
        return false;
    }

    /** What a {@code not} forbids stands in the way; other groups are not looked into. */
    private boolean group(Group group, int clause, List<Step> matched, Map<String, Object> bound) {
        if (group.kind() == Clause.Kind.NOT && group.clauses().get(0) instanceof EventPattern pattern) {
            for (ProbeEvent event : events) {
                if (isOf(pattern, event)) {
                    Miss found = miss(pattern, event, new HashMap<>(bound));
                    if (found.failed().isEmpty()) {
                        keep(matched, found, clause);
                        return false;
                    }
                }
            }
        }
        return search(clause + 1, matched, bound);
    }

    private void keep(List<Step> matched, Miss miss, int clause) {
        if (clause > reached || (clause == reached && miss.met() > bestMiss.met())) {
            best.clear();
            best.addAll(matched);
            bestMiss = miss;
            reached = clause;
        }
    }

    private static boolean isOf(EventPattern pattern, ProbeEvent event) {
        return pattern.type().equals("ProbeEvent")
                || EventCatalog.members(pattern.type()).contains(event.getClass())
                || FactTypes.event(pattern.type())
                        .filter(type -> type.isInstance(event))
                        .isPresent();
    }

    /** Of alternatives the first is explained. */
    private static List<Clause> flattened(List<Clause> clauses) {
        List<Clause> flat = new ArrayList<>();
        for (Clause clause : clauses) {
            if (clause instanceof Group group && group.kind() == Clause.Kind.AND) {
                flat.addAll(flattened(group.clauses()));
            } else if (clause instanceof Group group && group.kind() == Clause.Kind.OR) {
                flat.addAll(flattened(group.clauses().subList(0, 1)));
            } else {
                flat.add(clause);
            }
        }
        return flat;
    }
}
