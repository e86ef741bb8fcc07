// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import probus.model.board.Board;
import probus.model.board.Boards;
import probus.model.board.Node;
import probus.model.explore.Explorer;
import probus.model.explore.Program;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;
import probus.model.world.Limits;
import probus.model.world.Scheduler;
import probus.model.world.World;

/** In which state a machine comes to rest. */
final class Resting {
    private final Version version;
    private final Board board;
    private final CommandLine command_line;

    Resting(Version version, String board, CommandLine command_line) {
        this.version = version;
        this.board = Boards.named(board);
        this.command_line = command_line;
    }

    /** What is seen of the masters: whether they are bound, how many share their group, and its default domain. */
    record State(TreeMap<String, String> masters) {}

    /** {@return the state that is right: each master is bound, alone in its group, and translated by default} */
    State expected() {
        TreeMap<String, String> masters = new TreeMap<>();
        board.nodes().stream()
                .filter(node -> node.enabled() && !node.iommus().isEmpty())
                .forEach(node -> masters.put(node.device(), "bound, 1 in its group, default domain DMA"));
        return new State(masters);
    }

    /** {@return the state after one boot} */
    State after(Scheduler scheduler) {
        Watched watched = new Watched(new TreeSet<>());
        try (Explorer explorer = new Explorer(watched, Limits.EVERYTHING)) {
            explorer.execute(scheduler);
        }
        return seen(watched.last);
    }

    /** {@return the boot, which notes each state that it comes to rest in} */
    Program noting(Set<String> rests) {
        return new Watched(rests);
    }

    private final class Watched implements Program {
        private final Set<String> rests;
        private Kernel last;

        Watched(Set<String> rests) {
            this.rests = rests;
        }

        @Override
        public String name() {
            return program().name();
        }

        @Override
        public void start(World world) {
            last = program().boot(world, k -> {
                synchronized (rests) {
                    rests.add(seen(k).toString());
                }
            });
        }
    }

    private KernelProgram program() {
        return new KernelProgram(version, board, command_line);
    }

    private State seen(Kernel k) {
        TreeMap<String, String> masters = new TreeMap<>();
        for (Device dev : k.platform.devices()) {
            Node node = dev.of_node;
            if (node != null && !node.iommus().isEmpty()) {
                masters.put(dev.init_name, describe(dev));
            }
        }
        return new State(masters);
    }

    private static String describe(Device dev) {
        IommuGroup group = dev.iommu_group.peek();
        IommuDomain domain = group == null ? null : group.default_domain.peek();
        List<?> members = group == null ? List.of() : group.devices.peek();
        return (dev.driver.peek() == null ? "not bound" : "bound") + ", " + members.size() + " in its group, "
                + (domain == null ? "no default domain" : "default domain " + domain.type.peek());
    }
}
