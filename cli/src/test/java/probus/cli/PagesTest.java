// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Help, lists and explanations. */
final class PagesTest {
    @Test
    void helpListsTheCommands() {
        Run run = Run.of("--help");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("check", "rule", "explain", "generate-completion", "Exit codes");
        assertThat(Run.of("check", "--help").out()).contains("--max-violations", "--one-boot", "FILE");
        assertThat(Run.of("--version").out()).matches("probus \\d+\\.\\d+\\.\\d+\n");
    }

    @Test
    void ruleListHasTheIdFirst() {
        List<String> lines = Run.of("rule", "list").out().lines().toList();
        assertThat(lines).hasSizeGreaterThan(30).isSorted();
        assertThat(lines).anyMatch(line -> line.matches("dev-iommu-freed-once +DI-1 +error +step +all"));
        assertThat(Run.of("rule", "list", "--format", "json").out()).startsWith("[{\"rule\":\"");
        assertThat(Run.of("rule").exit()).isEqualTo(2);
    }

    @Test
    void ruleHasAPage() {
        Run run = Run.of("explain", "dev-iommu-freed-once");
        assertThat(run.out())
                .startsWith("dev-iommu-freed-once (DI-1): A dev_iommu is freed once")
                .contains("01657bc14a39", "\nWhy\n", "\nNot checked\n", "rule \"dev-iommu-freed-once\"")
                .doesNotContain("<!--");
        assertThat(Run.of("explain", "di-1").out()).contains("dev-iommu-freed-once", "dev-iommu-freed-after-get");
    }

    @Test
    void eventAndProfileHavePages() {
        assertThat(Run.of("explain", "DevIommuFree").out())
                .contains("drivers/iommu/iommu.c:dev_iommu_free", "object (ObjectId)", "dev-iommu-freed-once");
        assertThat(Run.of("explain", "P61Y").out()).contains("6.1.192", "rules");
        Run unknown = Run.of("explain", "DevIommuFreed");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean 'DevIommuFree'?");
    }

    @Test
    void completionIsAScript() {
        Run run = Run.of("generate-completion");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("complete -F _complete_probus", "--max-violations");
    }
}
