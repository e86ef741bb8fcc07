// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import probus.model.world.Hash;
import probus.model.world.Op;

/**
 * The decisions of an execution, as one line of text:
 *
 * <pre>v1 model=9f2c... cfg=seven-step:2x1 seed=pct3:7#12 | T0*3/1c4e T1*5/90aa T0/77f0?1 | end=null-deref:f trace=04ab...</pre>
 *
 * <p>{@code T0*3} is three steps of task 0, {@code /1c4e} a check of what they were, {@code ?1} says that the last of them was
 * a choice that ended with outcome 1.
 *
 * @param model a fingerprint of what the program does when it is not interrupted
 * @param program the name of the program
 * @param seed where the decisions come from
 * @param runs the decisions
 * @param end what is found at the end ({@code Finding.key}), or "none"
 * @param trace a fingerprint of the execution
 */
public record Schedule(long model, String program, String seed, List<Run> runs, String end, long trace) {
    private static final Pattern LINE = Pattern.compile(
            "v1 model=([0-9a-f]{16}) cfg=(\\S+) seed=(\\S+) \\| ((?:\\S+ )*)\\| end=(.+) trace=([0-9a-f]{16})");
    private static final Pattern RUN = Pattern.compile("T(\\d{1,2})(?:\\*(\\d{1,9}))?/([0-9a-f]{4})(?:\\?(\\d{1,9}))?");
    private static final int NO_CHOICE = -1;

    /** A schedule whose runs do not change any more. */
    public Schedule {
        runs = List.copyOf(runs);
    }

    /**
     * Steps of one task in a row.
     *
     * @param task its number
     * @param steps how many, at least 1
     * @param check 16 bits of a fingerprint of what they were
     * @param outcome how the choice ended that the last of them was, or -1
     */
    public record Run(int task, int steps, int check, int outcome) {
        static Run of(int task) {
            return new Run(task, 0, 0, NO_CHOICE);
        }

        Run then(Op op) {
            return new Run(task, steps + 1, (int) Hash.mix(check, op.fingerprint()) & 0xffff, NO_CHOICE);
        }

        Run choosing(int chosen) {
            return new Run(task, steps, check, chosen);
        }

        @Override
        public String toString() {
            return "T" + task + (steps == 1 ? "" : "*" + steps) + String.format("/%04x", check)
                    + (outcome == NO_CHOICE ? "" : "?" + outcome);
        }
    }

    static Schedule none(String program, String end) {
        return new Schedule(0, program, "none", List.of(), end, 0);
    }

    /**
     * {@return the schedule that a line says}
     *
     * @throws IllegalArgumentException if the line is none; the message says what is wrong
     */
    public static Schedule parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a schedule; one looks like"
                    + " \"v1 model=... cfg=... seed=... | T0*3/1c4e T1/90aa | end=... trace=...\": " + line);
        }
        List<Run> runs = new ArrayList<>();
        for (String word :
                matcher.group(4).isEmpty() ? new String[0] : matcher.group(4).split(" ", -1)) {
            if (!word.isEmpty()) {
                runs.add(parseRun(word));
            }
        }
        return new Schedule(
                Long.parseUnsignedLong(matcher.group(1), 16),
                matcher.group(2),
                matcher.group(3),
                runs,
                matcher.group(5),
                Long.parseUnsignedLong(matcher.group(6), 16));
    }

    private static Run parseRun(String word) {
        Matcher run = RUN.matcher(word);
        if (!run.matches() || Integer.parseInt(run.group(1)) >= Long.SIZE || "0".equals(run.group(2))) {
            throw new IllegalArgumentException("Not steps of a task, as \"T0*3/1c4e\": " + word);
        }
        return new Run(
                Integer.parseInt(run.group(1)),
                run.group(2) == null ? 1 : Integer.parseInt(run.group(2)),
                Integer.parseInt(run.group(3), 16),
                run.group(4) == null ? NO_CHOICE : Integer.parseInt(run.group(4)));
    }

    @Override
    public String toString() {
        String steps = runs.stream().map(run -> run + " ").collect(Collectors.joining());
        return String.format(
                "v1 model=%016x cfg=%s seed=%s | %s| end=%s trace=%016x", model, program, seed, steps, end, trace);
    }

    /** {@return the same decisions as blocks that can be edited} */
    List<Block> blocks() {
        return runs.stream()
                .map(run -> new Block(run.task, run.steps, run.outcome == NO_CHOICE ? List.of() : List.of(run.outcome)))
                .toList();
    }

    /** {@return the decisions of an execution as blocks} */
    static List<Block> blocks(int[] decisions) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < decisions.length; ) {
            int task = decisions[i];
            int steps = 0;
            List<Integer> outcomes = new ArrayList<>();
            for (; i < decisions.length && (decisions[i] == task || decisions[i] < 0); i++) {
                if (decisions[i] < 0) {
                    outcomes.add(-1 - decisions[i]);
                } else {
                    steps++;
                }
            }
            blocks.add(new Block(task, steps, List.copyOf(outcomes)));
        }
        return blocks;
    }
}
