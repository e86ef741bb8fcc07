// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import probus.facts.ProbeEvent;
import probus.model.board.Board;
import probus.model.board.Boards;
import probus.model.explore.RoundRobin;
import probus.model.explore.Schedule;
import probus.model.linux.CommandLine;
import probus.model.linux.Faults;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.run.Approach;
import probus.model.run.Recording;
import probus.model.world.Limits;
import probus.report.KernelChoice;

/**
 * Which boots of the model are asked for, made sense of.
 *
 * @param kernel the kernel
 * @param program what boots
 * @param steps after how many steps a boot is given up
 * @param drivers drivers that register on the board
 */
record ModelSetting(KernelChoice kernel, KernelProgram program, int steps, List<String> drivers) {
    /** Steps after which the plain boot is given up, and how many times its length any other boot may have. */
    private static final int PATIENCE = 1_000_000;

    private static final int FOLD = 20;

    /**
     * {@return the setting}
     *
     * @param command who asks
     * @param kernel a version or a profile; may be null
     * @param board the name of a board, or a device tree source; may be null
     * @throws UsageException if one of them is missing or does not exist
     * @throws probus.model.board.UnreadableBoard if a device tree source cannot be read
     */
    static ModelSetting of(String command, String kernel, String board, List<String> async, List<String> inject) {
        KernelChoice choice = kernel(command, kernel);
        Version version = Version.of(choice.profile().orElseThrow());
        Board machine = machine(command, board);
        Recording plain = Recording.of(
                new KernelProgram(version, machine, CommandLine.EMPTY),
                new RoundRobin(),
                new Limits(PATIENCE, Limits.FIRST_OOPS.stopAt()));
        List<String> drivers = drivers(plain);
        KernelProgram program = new KernelProgram(version, machine, line(drivers, async, inject));
        int steps = Math.max(Limits.FIRST_OOPS.steps(), FOLD * plain.steps().size());
        return new ModelSetting(choice, program, steps, drivers);
    }

    /** {@return limits of a boot that is over with its first oops} */
    Limits untilOops() {
        return new Limits(steps, Limits.FIRST_OOPS.stopAt());
    }

    /** {@return limits of a boot in which an oops ends no more than its task} */
    Limits toTheEnd() {
        return new Limits(steps, Limits.EVERYTHING.stopAt());
    }

    /** {@return the approach of that name} */
    static Approach approach(String strategy) {
        return Approach.of(strategy)
                .orElseThrow(() -> new UsageException(
                        "--strategy cannot be '" + strategy + "'",
                        Nearest.of(strategy, Approach.WORDS),
                        "it can be " + String.join(", ", Approach.WORDS)));
    }

    /**
     * {@return the line of a schedule that is given as {@code SCHEDULE} or {@code @FILE}}
     *
     * @throws UnreadableSource if there is no such file
     */
    static String line(String word) {
        if (!word.startsWith("@")) {
            return word;
        }
        String file = word.substring(1);
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException unreadable) {
            throw new UnreadableSource(
                    file + ": cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** {@return the schedule of a line, which must be one of this setting} */
    Schedule schedule(String line) {
        Schedule schedule;
        try {
            schedule = Schedule.parse(line);
        } catch (IllegalArgumentException problem) {
            throw new UsageException("--replay: " + problem.getMessage());
        }
        if (!schedule.program().equals(program.name())) {
            throw new UsageException("--replay: the schedule is one of " + schedule.program()
                    + ", --kernel, --board, --async and --inject say " + program.name());
        }
        return schedule;
    }

    private static KernelChoice kernel(String command, String kernel) {
        if (kernel == null) {
            throw new UsageException(
                    command + " needs --kernel", Optional.empty(), "a version as 6.1-rc1 or 6.1.192, or a profile");
        }
        Choice.kernel(kernel);
        return KernelChoice.of(kernel, KernelChoice.From.OPTION);
    }

    private static Board machine(String command, String board) {
        if (board == null) {
            throw new UsageException(
                    command + " needs --board",
                    Optional.empty(),
                    "a device tree source, or one of " + String.join(", ", Boards.names()));
        }
        return isFile(board)
                ? Board.read(Path.of(board))
                : Boards.named(Choice.oneOf("--board", board, Boards.names()));
    }

    /** {@return whether it is a file, and not the name of a board} */
    static boolean isFile(String board) {
        return board.endsWith(".dts") || board.contains("/");
    }

    private static List<String> drivers(Recording boot) {
        Set<String> drivers = new TreeSet<>();
        for (ProbeEvent event : boot.events()) {
            if (event instanceof ProbeEvent.DriverRegister register) {
                drivers.add(register.driver());
            }
        }
        return List.copyOf(drivers);
    }

    /** {@return the kernel's command line} Drivers are known by the boot: those that register on this machine. */
    private static CommandLine line(List<String> drivers, List<String> async, List<String> inject) {
        List<String> known = new ArrayList<>(List.of("*"));
        known.addAll(drivers);
        async.forEach(driver -> Choice.oneOf("--async", driver, known));
        Set<String> sites = new TreeSet<>(inject);
        sites.forEach(site -> Choice.oneOf("--inject", site, Faults.SITES));
        return new CommandLine(async, sites, sites.isEmpty() ? 0 : 1, false);
    }
}
