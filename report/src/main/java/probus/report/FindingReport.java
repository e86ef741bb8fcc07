// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import probus.engine.catalog.Severity;

/**
 * Something that an exploration found.
 *
 * @param kind the contract's word for it: null-deref, deadlock, race, invariant ...
 * @param severity how bad it is
 * @param function the innermost kernel function in which it happened
 * @param subject what it happened to, the same for all of a kind; of an invariant, which: a rule's id, a catalogue id, or
 *     words; {@code ""} if that says nothing
 * @param message one line
 * @param size how much the smallest schedule that was found needs
 * @param schedule that schedule as text, {@code ""} if no single one shows it
 * @param broken the rules that the schedule breaks
 * @param console what the kernel's console would show
 * @param moments who did what meanwhile, by steps of the schedule
 * @param inside the calls that other tasks were in when they did what is marked, a line for each
 * @param notes what else is to be said of it
 */
public record FindingReport(
        String kind,
        Severity severity,
        String function,
        String subject,
        String message,
        Size size,
        String schedule,
        List<Broken> broken,
        List<String> console,
        List<Moment> moments,
        List<String> inside,
        List<String> notes) {
    /** The kind of finding that a rule makes. */
    public static final String INVARIANT = "invariant";

    private static final Pattern CATALOG = Pattern.compile("[A-Z]{2}-\\d+");

    /** A report whose lists stay as they are. */
    public FindingReport {
        broken = List.copyOf(broken);
        console = List.copyOf(console);
        moments = List.copyOf(moments);
        inside = List.copyOf(inside);
        notes = List.copyOf(notes);
    }

    /**
     * What a schedule takes.
     *
     * @param firstAt the number of the first schedule of the search that showed it, from 1; 0 if none did alone
     * @param tasks tasks that do a step
     * @param preemptions switches away from a task that could have gone on
     * @param switches all switches
     * @param steps the steps
     * @param proven whether all schedules with fewer preemptions were tried in vain
     */
    public record Size(long firstAt, int tasks, int preemptions, int switches, int steps, boolean proven) {}

    /**
     * A rule that did not hold.
     *
     * @param rule its id
     * @param catalog the invariant's id, {@code ""} for none
     * @param severity on this kernel
     * @param message one sentence
     */
    public record Broken(String rule, String catalog, Severity severity, String message) {}

    /** {@return the rule that breaks here, if this is about an invariant that has one} */
    Optional<Broken> rule() {
        return broken.stream()
                .filter(each -> kind.equals(INVARIANT))
                .filter(each -> each.rule().equals(subject) || each.catalog().equals(subject))
                .findFirst();
    }

    /** {@return the id of the invariant that this is about, {@code ""} if it has none} */
    String catalog() {
        boolean named = kind.equals(INVARIANT) && CATALOG.matcher(subject).matches();
        return rule().map(Broken::catalog).orElse(named ? subject : "");
    }

    /** {@return what stands between brackets in its headline} */
    String label() {
        return kind.equals(INVARIANT) && !subject.contains(" ") ? subject : kind;
    }

    /** {@return whether there is more to say of it than one line} */
    boolean isStory() {
        return !console.isEmpty() || !moments.isEmpty() || severity == Severity.ERROR;
    }
}
