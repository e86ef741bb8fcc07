// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import probus.engine.drl.Clause;
import probus.engine.drl.Clause.EventPattern;
import probus.engine.drl.Clause.Group;
import probus.engine.drl.DrlPrinter;
import probus.engine.drl.Expression;
import probus.engine.drl.Expression.Compare;
import probus.engine.drl.Expression.Logic;
import probus.engine.drl.Expression.Path;
import probus.engine.drl.RuleText.Definition;
import probus.facts.EventCatalog;
import probus.facts.ProbeEvent;

/** Checks how the patterns of a rule hang together: kinds, keys, closed ends. */
final class Structure {
    /** Fields that every event has, or that say nothing of whom an event concerns. */
    private static final Set<String> NO_KEYS =
            Set.of("seq", "time", "cpu", "result", "type", "created", "stateless", "inProbe", "count", "open");

    /** Events that say themselves that something is wrong. */
    private static final Set<String> FAULTS = Set.of("KernelOops", "KernelWarning", "SysfsDuplicate", "DmaFault");

    private static final Set<String> ENDS = Set.of("EndOfTrace", "DeviceAtEnd");

    private final Definition rule;
    private final Findings findings;
    private final List<EventPattern> positive = new ArrayList<>();
    private final List<EventPattern> all = new ArrayList<>();
    private boolean either;

    Structure(Definition rule, Findings findings) {
        this.rule = rule;
        this.findings = findings;
        rule.when().forEach(clause -> collect(clause, false));
    }

    private void collect(Clause clause, boolean negative) {
        if (clause instanceof EventPattern pattern) {
            all.add(pattern);
            if (!negative) {
                positive.add(pattern);
            }
            return;
        }
        Group group = (Group) clause;
        either |= group.kind() == Clause.Kind.OR;
        boolean inner = negative || group.kind() == Clause.Kind.NOT || group.kind() == Clause.Kind.EXISTS;
        group.clauses().forEach(one -> collect(one, inner));
    }

    /** {@return whether the rule looks at one event at a time} */
    boolean isStep() {
        return rule.when().size() == 1 && rule.when().get(0) instanceof EventPattern;
    }

    /** {@return the kinds that it looks at, each once} */
    List<String> kinds() {
        return all.stream().map(EventPattern::type).distinct().toList();
    }

    void check() {
        if (positive.isEmpty()) {
            findings.error(
                    "no-pattern",
                    rule.at(),
                    "the rule matches no event, so a report has nothing to point at",
                    "begin with the event that is wrong");
            return;
        }
        kind();
        everyEvent();
        if (!isStep()) {
            if (!either) {
                keys();
            }
            rule.when().forEach(this::open);
            state();
        }
        style();
    }

    /** Notes how the rule is run. */
    void note() {
        style();
    }

    private void kind() {
        EventPattern first = positive.get(0);
        if (EventCatalog.find(first.type()).isEmpty()) {
            int members = EventCatalog.members(first.type()).size();
            boolean any = first.type().equals("ProbeEvent");
            if (any || members > 6) {
                findings.warn(
                        "unpinned-kind",
                        first.typeAt(),
                        "the first pattern looks at " + (any ? "every event" : members + " kinds of event"),
                        "name the kind that the rule is about: the fewer events it sees, the faster it is");
            }
        }
    }

    private void everyEvent() {
        EventPattern first = positive.get(0);
        boolean asks = first.constraints().stream()
                .anyMatch(constraint -> constraint.binding().isEmpty());
        if (isStep() && !asks && !FAULTS.contains(first.type())) {
            findings.warn(
                    "fires-on-every-event",
                    first.at(),
                    "every " + first.type() + " violates the rule",
                    "say what is wrong with it between the parentheses");
        }
    }

    private void keys() {
        for (EventPattern pattern : positive.subList(1, positive.size())) {
            if (hasKeys(pattern) && !joined(pattern)) {
                findings.warn(
                        "join-without-key",
                        pattern.at(),
                        "every " + pattern.type() + " is paired with every "
                                + positive.get(0).type() + ": they share no key",
                        "bind what they share in the earlier pattern ($dev : dev) and compare it here (dev == $dev)");
            }
        }
    }

    /** What is about nothing in particular is about the whole kernel: there is one of it, and no key. */
    private static boolean hasKeys(EventPattern pattern) {
        boolean global = EventCatalog.find(pattern.type())
                .filter(kind -> Stream.of(kind.type().getInterfaces()).allMatch(ProbeEvent.class::equals))
                .isPresent();
        return !global && !ENDS.contains(pattern.type());
    }

    private static boolean joined(EventPattern pattern) {
        return pattern.constraints().stream()
                .anyMatch(constraint -> equalities(constraint.of())
                        .anyMatch(compare -> compare.left() instanceof Path left
                                && compare.right() instanceof Path right
                                && left.root().isEmpty() != right.root().isEmpty()
                                && !NO_KEYS.contains(last(left))
                                && !NO_KEYS.contains(last(right))));
    }

    private static String last(Path path) {
        return path.names().isEmpty()
                ? path.root()
                : path.names().get(path.names().size() - 1);
    }

    private static Stream<Compare> equalities(Expression expression) {
        if (expression instanceof Logic logic && logic.operator().equals("&&")) {
            return Stream.concat(equalities(logic.left()), equalities(logic.right()));
        }
        return expression instanceof Compare compare && compare.operator().equals("==")
                ? Stream.of(compare)
                : Stream.empty();
    }

    /** Whether nothing of a kind comes later is only known at the end. */
    private void open(Clause clause) {
        if (!(clause instanceof Group group)) {
            return;
        }
        if (group.kind() != Clause.Kind.NOT) {
            group.clauses().forEach(this::open);
            return;
        }
        boolean toTheEnd = all.stream().anyMatch(pattern -> ENDS.contains(pattern.type()));
        boolean closed = text(group).matches("(?s).*\\b(seq|time) <=? .*");
        boolean lost = text(group).contains("EventsLost");
        if (!closed && !toTheEnd && !lost) {
            findings.warn(
                    "open-not",
                    group.at(),
                    "this 'not' is open towards the end: what the recording cuts off looks as if it never happened",
                    "close it with seq < $later.seq, or let the rule match EndOfTrace( userSpace == true )");
        }
        boolean from = text(group).matches("(?s).*\\b(seq|time) >=? .*");
        if (closed && !from && !lost) {
            findings.warn(
                    "open-not-begin",
                    group.at(),
                    "this 'not' is open towards the begin: what happened before the recording began looks as if it never"
                            + " happened",
                    "close it with seq > $earlier.seq, where $earlier opens what the rule speaks of");
        }
    }

    private static String text(Clause clause) {
        return DrlPrinter.print(clause);
    }

    private void state() {
        for (EventPattern pattern : all) {
            if (text(pattern).contains("before.")) {
                findings.warn(
                        "state-in-history",
                        pattern.at(),
                        "a rule that joins events is decided at the end, when the state before an event is gone",
                        "ask for the earlier event in a pattern, or use a single pattern");
            }
        }
    }

    private void style() {
        String kinds = String.join(", ", kinds());
        findings.note(
                "style",
                rule.at(),
                isStep()
                        ? "step rule: looks once at each " + kinds + "; memory does not grow"
                        : "history rule: keeps each " + kinds + " until the boot ends, and is decided there");
    }
}
