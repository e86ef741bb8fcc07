// SPDX-License-Identifier: Apache-2.0
package probus.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import probus.engine.drl.Clause.EventPattern;

/** What a sentence stands for. */
final class Expansion {
    private final Sentence sentence;
    final Draft draft;
    final List<String> when = new ArrayList<>();
    /** What an event must be to exercise the rule; empty where the rule itself says that. */
    Optional<String> exercised = Optional.empty();

    String message = "";

    private Expansion(Sentence sentence) {
        this.sentence = sentence;
        draft = new Draft(sentence);
    }

    static Expansion of(Sentence sentence) {
        Expansion expansion = new Expansion(sentence);
        switch (sentence.shape()) {
            case "precedence" -> expansion.precedence();
            case "response" -> expansion.response();
            case "absence" -> expansion.absence(expansion.event(1), expansion.event(0));
            case "balance" -> expansion.balance();
            case "mutual exclusion" -> expansion.mutualExclusion();
            case "at most once" -> expansion.absence(expansion.event(0), expansion.event(0));
            case "lock discipline" -> expansion.lock();
            case "ordering" -> expansion.ordering();
            default -> expansion.boundedTime();
        }
        return expansion;
    }

    private EventPattern event(int number) {
        return sentence.events().get(number);
    }

    private void precedence() {
        EventPattern late = event(0);
        EventPattern needed = event(1);
        String name = Draft.named(late, "$late");
        message = draft.keyOf(late, name) + late.type() + " by {" + name.substring(1) + ".task}, no " + needed.type()
                + " before it";
        String from = "";
        if (sentence.since().isPresent()) {
            EventPattern since = sentence.since().get();
            from = Draft.named(since, "$since");
            when.add(draft.first(since, "$since", "from here on"));
            when.add(draft.next(late, "$late", "comes too early", after(from)));
            when.add(draft.nearest(since, after(from), before(name)));
        } else {
            when.add(draft.first(late, "$late", "comes too early"));
        }
        when.add(draft.none(needed, scope(from, name)));
        when.add(draft.nearest(late, scope(from, name)));
        when.add(draft.complete(from, name));
        exercised = Optional.of(draft.exercised(late));
    }

    private void response() {
        EventPattern asked = event(0);
        String name = Draft.named(asked, "$asked");
        message = draft.keyOf(asked, name) + "no " + event(1).type() + " follows " + asked.type() + " by {"
                + name.substring(1) + ".task}";
        when.add(draft.first(asked, "$asked", "nothing answers this"));
        if (sentence.end().isPresent()) {
            EventPattern close = sentence.end().get();
            String end = Draft.named(close, "$close");
            when.add(draft.next(close, "$close", "too late from here on", after(name)));
            when.add(draft.nearest(close, after(name), before(end)));
            when.add(draft.none(event(1), after(name), before(end)));
            when.add(draft.complete(name, end));
        } else {
            when.add(draft.end("$end"));
            when.add(draft.none(event(1), after(name)));
            when.add(draft.complete(name, ""));
        }
        exercised = Optional.of(draft.exercised(asked));
    }

    /** That of {@code wrong} there is none after {@code cause}, which may be the same. */
    private void absence(EventPattern cause, EventPattern wrong) {
        boolean same = cause.equals(wrong);
        String from = Draft.named(cause, same ? "$first" : "$after");
        String to = same ? "$again" : Draft.named(wrong, "$wrong");
        message =
                draft.keyOf(wrong, to) + (same ? "a second " + wrong.type() : wrong.type()) + " by {" + to.substring(1)
                        + ".task}" + (same ? "" : " after " + cause.type() + " by {" + from.substring(1) + ".task}");
        when.add(draft.first(cause, same ? "$first" : "$after", same ? "the first" : "from here on there is none"));
        EventPattern second =
                same ? new EventPattern(wrong.at(), "", wrong.type(), wrong.typeAt(), wrong.constraints()) : wrong;
        when.add(draft.next(second, to, same ? "again" : "happens all the same", after(from)));
        sentence.end().ifPresent(until -> {
            when.add(draft.none(until, after(from), before(to)));
            when.add(draft.complete(from, to));
        });
        when.add(draft.nearest(cause, after(from), before(to)));
        if (!same) {
            when.add(draft.nearest(wrong, after(from), before(to)));
        }
        exercised = Optional.of(draft.exercised(cause));
    }

    private void balance() {
        EventPattern taken = event(0);
        EventPattern given = event(1);
        message = draft.keyOf(taken, "$left|again|over") + "{left|again|over.task} is one " + taken.type() + " or "
                + given.type() + " out of step";
        List<String> ways = new ArrayList<>();
        ways.add(twice(1, unnamed(taken), unnamed(given), "$held", "$again", "taken twice"));
        ways.add(twice(2, unnamed(given), unnamed(taken), "$given", "$over", "given back twice"));
        draft.alternative(3);
        ways.add(way(List.of(
                draft.first(unnamed(taken), "$left", "taken, never given back"),
                draft.end("$end"),
                draft.none(unnamed(given), after("$left")),
                draft.nearest(unnamed(taken), after("$left")),
                draft.complete("$left", ""))));
        when.add("( " + String.join("\n    or ", ways) + " )");
        draft.alternative(4);
        exercised = Optional.of(draft.exercised(taken));
    }

    private String twice(int number, EventPattern event, EventPattern other, String first, String second, String said) {
        draft.alternative(number);
        return way(List.of(
                draft.first(event, first, "the first time"),
                draft.next(event, second, said, after(first)),
                draft.none(other, after(first), before(second)),
                draft.nearest(event, after(first), before(second)),
                draft.complete(first, second)));
    }

    private static String way(List<String> patterns) {
        return "( " + String.join("\n        and ", patterns) + " )";
    }

    private static EventPattern unnamed(EventPattern event) {
        return new EventPattern(event.at(), "", event.type(), event.typeAt(), event.constraints());
    }

    private void mutualExclusion() {
        EventPattern enter = event(0);
        String inside = Draft.named(enter, "$inside");
        message =
                draft.keyOf(enter, "$other") + "{other.task} enters while {" + inside.substring(1) + ".task} is inside";
        when.add(draft.first(enter, "$inside", "enters", "$holder : task", "task.known == true"));
        when.add(draft.next(
                unnamed(enter), "$other", "enters too", "task != $holder", "task.known == true", after(inside)));
        when.add(draft.none(event(1), "task == $holder", after(inside), before("$other")));
        when.add(draft.complete(inside, "$other"));
        exercised = Optional.of(draft.exercised(enter));
    }

    private void lock() {
        EventPattern event = event(0);
        String name = Draft.named(event, "$unlocked");
        message = draft.keyOf(event, name) + event.type() + " by {" + name.substring(1) + ".task} without "
                + (sentence.lock().equals(Sentence.DEVICE_LOCK) ? "the device's lock" : sentence.lock());
        String own = switch (sentence.lock()) {
            case Sentence.DEVICE_LOCK -> "before.deviceLock == Known.NO";
            case "iommu_probe_device_lock" -> "before.probeLock == Known.NO";
            default -> "";
        };
        draft.needs.add("LockAcquire");
        if (!own.isEmpty()) {
            draft.kinds.add("Known");
            when.add(draft.first(event, "$unlocked", "the lock is not held here", own));
            return;
        }
        String lock = "name == \"" + sentence.lock() + "\"";
        draft.kinds.addAll(List.of("LockAcquire", "LockRelease"));
        draft.proven.addAll(List.of("LockAcquire", "LockRelease"));
        draft.needs.add("LockRelease");
        when.add(draft.first(event, "$unlocked", "the lock is not held here", "$holder : task", "task.known == true"));
        when.add("exists LockAcquire( " + lock + ", " + before(name) + " )");
        when.add("not ( LockAcquire( " + lock + ", task == $holder, $got : seq, " + before(name)
                + " ) and not LockRelease( " + lock + ", task == $holder, seq > $got, " + before(name) + " ) )");
        when.add(draft.complete("", name));
        // Locks of other names say nothing of this one.
        exercised = Optional.of(
                "$event : " + draft.exercised(event) + "\n    exists LockAcquire( " + lock + ", seq < $event.seq )");
    }

    private void ordering() {
        message = draft.keyOf(event(0), orderingName("late")) + "{" + orderingNames("late") + ".task} is too late";
        List<String> ways = new ArrayList<>();
        for (int i = 0; i + 1 < sentence.events().size(); i++) {
            draft.alternative(i + 1);
            ways.add(swapped(unnamed(event(i + 1)), unnamed(event(i)), String.valueOf(i + 1)));
        }
        when.add(ways.size() == 1 ? ways.get(0) : "( " + String.join("\n    or ", ways) + " )");
        draft.alternative(ways.size() + 1);
        exercised = Optional.of(draft.exercised(event(0)));
    }

    private String orderingName(String role) {
        return "$" + orderingNames(role);
    }

    private String orderingNames(String role) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < sentence.events().size(); i++) {
            names.add(role + i);
        }
        return String.join("|", names);
    }

    private String swapped(EventPattern later, EventPattern earlier, String number) {
        String early = "$early" + number;
        String late = "$late" + number;
        List<String> parts = new ArrayList<>();
        String from = "";
        if (sentence.since().isPresent()) {
            EventPattern since = unnamed(sentence.since().get());
            from = "$since" + number;
            parts.add(draft.first(since, from, "from here on"));
            parts.add(draft.next(later, early, "comes first", after(from)));
            parts.add(draft.next(earlier, late, "should have been first", after(early)));
            parts.add(draft.nearest(since, after(from), before(late)));
        } else {
            parts.add(draft.first(later, early, "comes first"));
            parts.add(draft.next(earlier, late, "should have been first", after(early)));
        }
        parts.add(draft.none(earlier, scope(from, early)));
        parts.add(draft.nearest(earlier, after(early), before(late)));
        parts.add(draft.nearest(later, scope(from, early)));
        parts.add(draft.complete(from, late));
        return sentence.events().size() == 2 ? String.join("\n    ", parts) : way(parts);
    }

    private void boundedTime() {
        EventPattern asked = event(0);
        EventPattern answer = event(1);
        String from = Draft.named(asked, "$asked");
        String to = Draft.named(answer, "$late");
        message = draft.keyOf(answer, to) + answer.type() + " by {" + to.substring(1) + ".task} comes too late after "
                + asked.type();
        when.add(draft.first(asked, "$asked", "the time runs from here"));
        when.add(draft.next(
                answer,
                "$late",
                "too late",
                after(from),
                "time > " + from + ".time + " + sentence.nanoseconds() + "L"));
        when.add(draft.none(answer, after(from), before(to)));
        when.add(draft.nearest(asked, after(from), before(to)));
        when.add(draft.complete(from, to));
        exercised = Optional.of(draft.exercised(asked));
    }

    private static String after(String name) {
        return "seq > " + name + ".seq";
    }

    private static String before(String name) {
        return "seq < " + name + ".seq";
    }

    private static String[] scope(String from, String to) {
        return from.isEmpty() ? new String[] {before(to)} : new String[] {after(from), before(to)};
    }
}
