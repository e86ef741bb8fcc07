// SPDX-License-Identifier: Apache-2.0
package probus.bench.live;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import probus.cli.Main;
import probus.cli.Terminal;
import probus.facts.KernelProfile;
import probus.model.board.Boards;
import probus.model.explore.Explorer;
import probus.model.explore.Program;
import probus.model.explore.Strategy;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.run.Approach;
import probus.model.world.Limits;

/** What it takes from the model to be watched: the same boots, run and watched. */
public final class ModelCost {
    private static final String KERNEL = "6.1.192";
    private static final String BOARD = "two-iommus-one-device";
    private static final String DRIVER = "rk_iommu";
    private static final int ROUNDS = 4;

    private ModelCost() {}

    /** Prints microseconds per boot, run and watched; the argument is how many boots. */
    public static void main(String[] arguments) {
        int boots = Integer.parseInt(arguments[0]);
        double run = 0;
        double watched = 0;
        // The last round counts: the first ones are for the compiler.
        for (int round = 0; round < ROUNDS; round++) {
            run = micros(boots, () -> run(boots));
            watched = micros(boots, () -> watch(boots));
        }
        System.out.println(String.format(Locale.ROOT, "%.1f %.1f", run, watched));
    }

    private static double micros(int boots, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e3 / boots;
    }

    private static void run(int boots) {
        Version version = Version.of(KernelProfile.P61Y);
        Program program =
                new KernelProgram(version, Boards.named(BOARD), new CommandLine(List.of(DRIVER), Set.of(), 0, false));
        try (Explorer explorer = new Explorer(program, Limits.FIRST_OOPS)) {
            Strategy strategy = Approach.of("pct").orElseThrow().strategy(explorer, 1);
            for (int boot = 0; boot < boots && strategy.next(); boot++) {
                var execution = explorer.execute(strategy);
                strategy.finished(execution.view(), execution.outcome());
            }
        }
    }

    private static void watch(int boots) {
        String[] command = {
            "monitor", "--kernel", KERNEL, "--board", BOARD, "--async", DRIVER, "--boots", Integer.toString(boots)
        };
        Main.run(
                command,
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                new ByteArrayOutputStream(),
                Map.of(),
                Terminal.NONE);
    }
}
