// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import probus.model.board.Board;
import probus.model.explore.Program;
import probus.model.linux.init.Init;
import probus.model.linux.init.UserStep;
import probus.model.oracle.Oracles;
import probus.model.world.World;

/**
 * A boot: what the explorer searches.
 *
 * @param version the kernel
 * @param board the machine
 * @param command_line what is decided before it starts
 * @param user_space what is done when it is up
 */
public record KernelProgram(Version version, Board board, CommandLine command_line, List<UserStep> user_space)
        implements Program {
    /** A boot whose lists stay as they are. */
    public KernelProgram {
        user_space = List.copyOf(user_space);
    }

    /** A boot after which nothing is done. */
    public KernelProgram(Version version, Board board, CommandLine command_line) {
        this(version, board, command_line, List.of());
    }

    /** {@return the same boot with another kernel} */
    public KernelProgram on(Version other) {
        return new KernelProgram(other, board, command_line, user_space);
    }

    @Override
    public String name() {
        String async = String.join(",", command_line.driver_async_probe());
        String inject = String.join(",", new TreeSet<>(command_line.inject()));
        String user = user_space.stream().map(UserStep::toString).collect(Collectors.joining(","));
        return version.name() + ":" + board.name() + (async.isEmpty() ? "" : ":async=" + async)
                + (inject.isEmpty() ? "" : ":inject=" + inject)
                + (user.isEmpty() ? "" : ":user=" + user);
    }

    @Override
    public void start(World world) {
        boot(world, k -> {});
    }

    /** {@return the machine} {@code at_rest} is told when nothing happens on it any more. */
    public Kernel boot(World world, Consumer<Kernel> at_rest) {
        Kernel k = new Kernel(world, version, board, command_line);
        Oracles oracles = new Oracles(k);
        world.watch(oracles);
        Runnable ended = () -> {
            oracles.at_rest();
            at_rest.accept(k);
        };
        world.task("swapper/0", new Init(k, user_space, ended)::kernel_init);
        return k;
    }
}
