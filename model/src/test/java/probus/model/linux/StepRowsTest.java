// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import probus.facts.KernelProfile;
import probus.model.board.Boards;
import probus.model.explore.Explorer;
import probus.model.explore.Pos;
import probus.model.explore.Program;
import probus.model.explore.Replay;
import probus.model.explore.RoundRobin;
import probus.model.linux.init.UserStep;
import probus.model.world.Limits;
import probus.model.world.Observer;
import probus.model.world.Scheduler;
import probus.model.world.Step;
import probus.model.world.View;
import probus.model.world.World;
import probus.model.zoo.Scenario;
import probus.model.zoo.Zoo;

/**
 * Each row of the step tables that the model was written from is marked at its line, and some boot comes through that line: a
 * step was done on it, or in what it calls.
 */
class StepRowsTest {
    private static final Path SOURCES = Path.of("src/main/java/probus/model/linux");
    private static final Pattern MARK = Pattern.compile("// ([A-Z]+\\d+(?: [A-Z]+\\d+)*)$");
    private static final List<String> TABLES = List.of(
            "DR 1 7",
            "DA 1 3",
            "DP 1 6",
            "RP 0 11",
            "E 1 3",
            "BS 1 5",
            "IR 1 7",
            "BW 1 6",
            "PD 1 9",
            "X 1 3",
            "IP 1 6",
            "GG 1 2",
            "GA 1 6",
            "ID 1 9",
            "QD 1 11",
            "QX 1 2",
            "CF 1 7",
            "RKP 1 14",
            "OX 1 6",
            "AL 1 6",
            "AT 1 8");

    /** What touches nothing that is shared: tests of what was loaded before. The rows after them show that they are reached. */
    private static final Set<String> WITHOUT_STEP = Set.of("IR1", "DA1", "CF7", "AL1", "AL6", "X2");

    private static final Set<String> EXECUTED = new HashSet<>();

    static Stream<String> rows() {
        return TABLES.stream()
                .map(table -> table.split(" "))
                .flatMap(table -> IntStream.rangeClosed(Integer.parseInt(table[1]), Integer.parseInt(table[2]))
                        .mapToObj(number -> table[0] + number));
    }

    @BeforeAll
    static void boot() {
        for (KernelProfile profile : KernelProfile.values()) {
            for (String board : List.of("two-iommus-one-device", "shared-iommu", "two-iommu-master")) {
                run(program(profile, board, CommandLine.EMPTY), new RoundRobin());
                Pos pos = new Pos(board.hashCode());
                pos.draw(0);
                run(program(profile, board, CommandLine.EMPTY.async("rk_iommu")), pos);
            }
            run(program(profile, "one-iommu-one-master", CommandLine.EMPTY.withTestRemove()), new RoundRobin());
        }
        run(
                new KernelProgram(
                        Version.of(KernelProfile.P61Y),
                        Boards.named("kernel-traces"),
                        CommandLine.EMPTY,
                        List.of(UserStep.unbind("ff8f0000.vop"), UserStep.bind("ff8f0000.vop"))),
                new RoundRobin());
        for (String site : Faults.SITES) {
            for (KernelProfile profile :
                    List.of(KernelProfile.P60, KernelProfile.P61Y, KernelProfile.P612, KernelProfile.P618)) {
                for (int choice = 0; choice < 3; choice++) {
                    run(program(profile, "one-iommu-one-master", CommandLine.EMPTY.inject(site)), new FailsAt(choice));
                }
            }
        }
        run(new ClearedBus(), new RoundRobin());
        for (Scenario scenario : Zoo.all()) {
            run(scenario.program(), new Replay(scenario.schedule()));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void rowIsMarkedAndExecuted(String row) {
        List<String> marks = marks(marked -> marked.equals(row));
        assertThat(marks).as("lines marked // " + row).isNotEmpty();
        if (!WITHOUT_STEP.contains(row)) {
            assertThat(marks)
                    .as("lines marked // " + row + " that are executed")
                    .anyMatch(EXECUTED::contains);
        }
    }

    private static KernelProgram program(KernelProfile profile, String board, CommandLine command_line) {
        return new KernelProgram(Version.of(profile), Boards.named(board), command_line);
    }

    private static void run(Program program, Scheduler scheduler) {
        try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
            explorer.execute(scheduler, new Observer() {
                @Override
                public void stepped(Step step) {
                    StackWalker.getInstance()
                            .forEach(frame -> EXECUTED.add(frame.getFileName() + ":" + frame.getLineNumber()));
                }
            });
        }
    }

    /** {@return the lines of the statements that carry such a mark} */
    private static List<String> marks(Predicate<String> wanted) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int line = 0; line < lines.size(); line++) {
                    var mark = MARK.matcher(lines.get(line));
                    if (mark.find() && Stream.of(mark.group(1).split(" ")).anyMatch(wanted)) {
                        for (int of = line; of >= firstOfStatement(lines, line); of--) {
                            found.add(file.getFileName() + ":" + (of + 1));
                        }
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    private static int firstOfStatement(List<String> lines, int line) {
        int first = line;
        while (first > 0
                && !lines.get(first - 1).matches(".*([;{}:]|// .*|\\*/)\\s*")
                && !lines.get(first - 1).isBlank()) {
            first--;
        }
        return first;
    }

    /** Nobody is interrupted, and one choice ends with a fault. */
    private static final class FailsAt implements Scheduler {
        private final RoundRobin robin = new RoundRobin();
        private int left;

        FailsAt(int choice) {
            left = choice;
            robin.next();
        }

        @Override
        public int pick(View view) {
            return robin.pick(view);
        }

        @Override
        public int choose(View view, int outcomes) {
            return left-- == 0 ? 1 : 0;
        }
    }

    /** A driver takes its operations from a bus, which none of the drivers here does. */
    private record ClearedBus() implements Program {
        @Override
        public String name() {
            return "cleared-bus";
        }

        @Override
        public void start(World world) {
            Kernel k = new Kernel(
                    world, Version.of(KernelProfile.P60), Boards.named("two-iommus-one-device"), CommandLine.EMPTY);
            world.task("swapper/0", () -> k.iommu.bus_set_iommu(k.bus.platform_bus_type, null, null));
        }
    }
}
