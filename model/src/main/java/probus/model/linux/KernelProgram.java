// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import java.util.TreeSet;
import probus.model.board.Board;
import probus.model.explore.Program;
import probus.model.linux.init.Init;
import probus.model.world.World;

/**
 * A boot: what the explorer searches.
 *
 * @param version the kernel
 * @param board the machine
 * @param command_line what is decided before it starts
 */
public record KernelProgram(Version version, Board board, CommandLine command_line) implements Program {
    @Override
    public String name() {
        String async = String.join(",", command_line.driver_async_probe());
        String inject = String.join(",", new TreeSet<>(command_line.inject()));
        return version.name() + ":" + board.name() + (async.isEmpty() ? "" : ":async=" + async)
                + (inject.isEmpty() ? "" : ":inject=" + inject);
    }

    @Override
    public void start(World world) {
        Kernel k = new Kernel(world, version, board, command_line);
        world.task("swapper/0", new Init(k)::kernel_init);
    }
}
