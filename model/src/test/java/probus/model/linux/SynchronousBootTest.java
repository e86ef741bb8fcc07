// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.Bind;
import probus.model.board.Board;
import probus.model.board.Boards;
import probus.model.board.Node;
import probus.model.explore.Execution;
import probus.model.explore.Explorer;
import probus.model.explore.RoundRobin;
import probus.model.world.Limits;
import probus.model.world.Observer;
import probus.model.world.Outcome;

/** A boot in which nothing is asynchronous works on every board. */
final class SynchronousBootTest {
    private static final Limits LIMITS = new Limits(1_000_000, finding -> false);

    @ParameterizedTest
    @MethodSource("probus.model.board.Boards#names")
    void allIommusAndMastersAreBound(String name) {
        Board board = Boards.named(name);
        KernelProgram program = new KernelProgram(Version.of(KernelProfile.P61Y), board, CommandLine.EMPTY);
        List<String> bound = new ArrayList<>();
        Execution execution;
        try (Explorer explorer = new Explorer(program, LIMITS)) {
            execution = explorer.execute(new RoundRobin(), new Observer() {
                @Override
                public void happened(ProbeEvent event) {
                    if (event instanceof Bind bind) {
                        bound.add(bind.dev());
                    }
                }
            });
        }
        assertThat(execution.findings()).isEmpty();
        assertThat(execution.outcome()).isEqualTo(Outcome.ENDED);
        assertThat(bound)
                .containsExactlyInAnyOrderElementsOf(board.nodes().stream()
                        .filter(node -> node.enabled() && (!node.iommus().isEmpty() || isIommu(node)))
                        .map(Node::device)
                        .toList());
    }

    private static boolean isIommu(Node node) {
        return node.compatible().contains("rockchip,iommu");
    }
}
