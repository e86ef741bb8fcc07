// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import probus.traces.record.TraceRecord.Position;

/** No log, bootconfig or list of probes, however damaged, makes its reader throw. */
final class ConsoleJunkTest {
    private static final List<String> FILES = List.of(
            "oops-and-warning-mixed.log",
            "duplicate-and-warning-mixed.log",
            "three-announced-one-printed.log",
            "dump.log",
            "graph-dump.log");
    private static final String TELLING = " -:()[]|/*<=>#+\"0123456789dus\n\r\0\u001b{};,p.x";

    private final long seed = Long.getLong("probus.seed", 2022);
    private final Random random = new Random(seed);

    @Test
    void damagedAndShuffledLogsAreRead() {
        List<String> logs = FILES.stream().map(ConsoleSamples::cut).toList();
        assertThatCode(() -> {
                    for (int round = 0; round < 300; round++) {
                        String log = logs.get(random.nextInt(logs.size())) + logs.get(random.nextInt(logs.size()));
                        ConsoleSamples.read(damaged(round % 2 == 0 ? shuffled(log) : log));
                    }
                })
                .as("seed %d", seed)
                .doesNotThrowAnyException();
    }

    @Test
    void damagedListsOfProbesAreRead() {
        String config = "ftrace.event.kprobes { a { probes = \"f x=1\", 'g%return'\n enable } } kernel.x += 1 # y\n";
        String list = "p:kprobes/a f x=$arg1\nr10:g/b h ret=$retval\n  a 1 2\n== kprobe_profile\n";
        String command = "console=x kprobe_event=p:a,f,x=1;r:b,g \"kprobe_event=p,h\"";
        assertThatCode(() -> {
                    for (int round = 0; round < 20_000; round++) {
                        ArmedProbes armed = new ArmedProbes();
                        armed.bootConfig("x", damaged(config));
                        armed.commandLine(new Position("x", 1, ""), damaged(command));
                        damaged(list).lines().forEach(line -> armed.line(new Position("x", 1, line)));
                        armed.records();
                    }
                })
                .as("seed %d", seed)
                .doesNotThrowAnyException();
    }

    @Test
    void endlessRepetitionsAreReadWithoutEndlessStacks() {
        for (String part : List.of("[", " [m]", "x1: 0000000000000000 ", "\u001b[0m", "a.", "(", " at", "/* ", "===")) {
            String line = part.repeat(4_000 / part.length());
            assertThatCode(() -> ConsoleSamples.read("[    1.0] " + line + "\n[    1.0]  f+0x1/0x2" + line + "\n"
                            + "Dumping ftrace buffer:\n---------------------------------\n" + line + "\n"))
                    .as("%s", part)
                    .doesNotThrowAnyException();
        }
    }

    private String shuffled(String log) {
        String[] lines = log.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int other = random.nextInt(Math.min(lines.length, i + 6));
            String swapped = lines[i];
            lines[i] = lines[other];
            lines[other] = swapped;
        }
        return String.join("\n", Arrays.asList(lines));
    }

    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(1 + text.length() / 50); i >= 0 && damaged.length() > 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, TELLING.charAt(random.nextInt(TELLING.length())));
                default -> damaged.setCharAt(at, TELLING.charAt(random.nextInt(TELLING.length())));
            }
        }
        return damaged.toString();
    }
}
