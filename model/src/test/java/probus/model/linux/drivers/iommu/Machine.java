// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.model.board.Board;
import probus.model.board.Node;
import probus.model.explore.CachedDfs;
import probus.model.explore.Execution;
import probus.model.explore.Explorer;
import probus.model.explore.Program;
import probus.model.explore.RoundRobin;
import probus.model.explore.Search;
import probus.model.linux.CommandLine;
import probus.model.linux.Kernel;
import probus.model.linux.Version;
import probus.model.linux.include.Device;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.init.Init;
import probus.model.world.Limits;
import probus.model.world.Observer;
import probus.model.world.World;

/**
 * A machine with one IOMMU of two banks and two masters, of which the second one only if it is asked for. A test says what
 * is done after the boot.
 */
record Machine(Version version, Board board, CommandLine command_line) {
    private static final Limits PATIENT = new Limits(1_000_000, finding -> false);

    static final String MMU = "ff1.iommu";
    static final String MASTER = "ff2.codec";
    static final String SECOND = "ff3.codec";

    static Machine of(KernelProfile profile) {
        return of(profile, "rockchip,iommu");
    }

    static Machine of(KernelProfile profile, String compatible) {
        Board board = new Board(
                "one-iommu",
                List.of(
                        new Node(MMU, List.of(compatible), true, List.of(), 2, 1, Set.of()),
                        new Node(MASTER, List.of("test,master"), true, List.of(MMU), 1, 1, Set.of())));
        return new Machine(Version.of(profile), board, CommandLine.EMPTY);
    }

    /** {@return the same, of which this fails once, or not at all} */
    Machine failing(String... sites) {
        return new Machine(version, board, command_line.inject(sites));
    }

    Machine withSecondMaster() {
        List<Node> nodes = new ArrayList<>(board.nodes());
        nodes.add(new Node(SECOND, List.of("test,master"), true, List.of(MMU), 1, 1, Set.of()));
        return new Machine(version, new Board("two-masters", nodes), command_line);
    }

    Machine withProperty(String property) {
        List<Node> nodes = new ArrayList<>(board.nodes());
        nodes.set(0, new Node(MMU, nodes.get(0).compatible(), true, List.of(), 2, 1, Set.of(property)));
        return new Machine(version, new Board("with-property", nodes), command_line);
    }

    /** What was seen when the machine ran once, with nobody interrupting anybody. */
    record Ran(List<String> findings, List<ProbeEvent> events) {
        <E extends ProbeEvent> List<E> events(Class<E> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /** {@return the names of the kinds of these events, in the order in which they happened} */
        @SafeVarargs
        final List<String> order(Class<? extends ProbeEvent>... kinds) {
            List<String> order = new ArrayList<>();
            for (ProbeEvent event : events) {
                for (Class<?> kind : kinds) {
                    if (kind.isInstance(event)) {
                        order.add(kind.getSimpleName());
                    }
                }
            }
            return order;
        }
    }

    /** Boots, and then does something in the same task, which must survive it. */
    Ran boot(Consumer<Kernel> body) {
        AtomicBoolean survived = new AtomicBoolean();
        Ran ran = dies(k -> {
            body.accept(k);
            survived.set(true);
        });
        assertThat(survived).as("survives, with " + ran.findings()).isTrue();
        return ran;
    }

    /** As {@link #boot}, but the task may not survive it. */
    Ran dies(Consumer<Kernel> body) {
        return run((world, k) -> world.task("swapper/0", () -> {
            new Init(k, List.of(), () -> {}).kernel_init();
            body.accept(k);
        }));
    }

    /** As {@link #boot}, with the first master in use: its driver has asked for power. */
    Ran use(BiConsumer<Kernel, Device> body) {
        return boot(k -> body.accept(k, used(k)));
    }

    /** {@return the first master, for which power was asked for} */
    static Device used(Kernel k) {
        Device master = device(k, MASTER);
        k.pm.pm_runtime_get_sync(master);
        return master;
    }

    /** {@return a domain of its own, to which the master is attached} */
    static IommuDomain attached(Kernel k, Device master) {
        IommuDomain domain = k.iommu.iommu_domain_alloc(master);
        assertThat(k.rockchip.attach_dev(domain, master)).isZero();
        return domain;
    }

    /** Runs tasks, one after the other. */
    Ran run(Setup setup) {
        List<ProbeEvent> events = new ArrayList<>();
        Observer observer = new Observer() {
            @Override
            public void happened(ProbeEvent event) {
                events.add(event);
            }
        };
        try (Explorer explorer = new Explorer(program(setup), PATIENT)) {
            Execution execution = explorer.execute(started(), observer);
            return new Ran(execution.findings().stream().map(each -> each.key()).toList(), events);
        }
    }

    private static RoundRobin started() {
        RoundRobin robin = new RoundRobin();
        robin.next();
        return robin;
    }

    /** {@return what the machine can come to after the boot, whatever fails; with what was found} */
    Set<String> outcomes(Function<Kernel, Object> body) {
        Set<String> outcomes = new TreeSet<>();
        Setup setup = (world, k) -> world.task("swapper/0", () -> {
            new Init(k, List.of(), () -> {}).kernel_init();
            Object outcome = body.apply(k);
            String found = world.findings().isEmpty()
                    ? ""
                    : " " + world.findings().get(0).key();
            outcomes.add(outcome + found);
        });
        try (Explorer explorer = new Explorer(program(setup), PATIENT)) {
            explorer.explore(new CachedDfs(), Search.ALL).findings().forEach(found -> {
                if (found.finding().kind().isOops()) {
                    outcomes.add(found.finding().key());
                }
            });
        }
        return outcomes;
    }

    Program program(Setup setup) {
        return new Program() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void start(World world) {
                setup.tasks(world, new Kernel(world, version, board, command_line));
            }
        };
    }

    /** Adds the tasks. */
    interface Setup {
        void tasks(World world, Kernel k);
    }

    /** {@return the platform device with this name} */
    static Device device(Kernel k, String name) {
        return k.platform.of_find_device_by_node(k.board.node(name));
    }
}
