// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static probus.facts.KernelProfile.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import probus.facts.KernelProfile;
import probus.model.board.Boards;
import probus.model.explore.Explorer;
import probus.model.explore.RoundRobin;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.world.Finding;
import probus.model.world.Limits;

final class OraclesTest {
    private static final Set<KernelProfile> RESETS_SHARED_DOMAINS = EnumSet.of(P66, P615);

    @TestFactory
    Stream<DynamicTest> a_boot_without_workers_breaks_no_invariant() {
        return Stream.of(KernelProfile.values())
                .flatMap(profile -> Boards.names().stream()
                        .filter(board -> !board.equals("shared-iommu") || !RESETS_SHARED_DOMAINS.contains(profile))
                        .map(board -> dynamicTest(
                                profile.id() + " on " + board,
                                () -> assertThat(broken(profile, board)).isEmpty())));
    }

    private static List<String> broken(KernelProfile profile, String board) {
        KernelProgram program = new KernelProgram(Version.of(profile), Boards.named(board), CommandLine.EMPTY);
        try (Explorer explorer = new Explorer(program, Limits.FIRST_OOPS)) {
            return explorer.execute(new RoundRobin()).findings().stream()
                    .filter(finding -> finding.kind() == Finding.Kind.INVARIANT)
                    .map(Finding::toString)
                    .toList();
        }
    }
}
