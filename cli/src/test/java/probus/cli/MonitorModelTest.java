// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code probus monitor} shows of the model. */
@Timeout(300)
final class MonitorModelTest {
    private static final String CRASH = "dev-iommu-freed-after-get";
    private static final String BOARD = "two-iommus-one-device";

    @Test
    void crashOfTheSeedIsWatchedAndCanBeWatchedAgain() {
        Run run = monitor("6.1-rc1", "--boots", "200", "--rule", CRASH);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("error[dev-iommu-freed-after-get]", "found dev->iommu NULL", "in all 200 boots");
        Matcher schedule =
                Pattern.compile("boot (\\S+) once more: --replay '([^']+)'").matcher(run.out());
        assertThat(schedule.find()).isTrue();
        Run again = monitor("6.1-rc1", "--replay", schedule.group(2), "--rule", CRASH, "--events");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.out()).contains("dev_iommu_get", "error[dev-iommu-freed-after-get]");
    }

    @Test
    void fixedKernelBootsTenThousandTimesWithoutIt() {
        Run run = monitor("6.1.192", "--boots", "10000", "--fail-on", "error");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).doesNotContain("error[").contains("in all 10,000 boots");
    }

    @Test
    void sameSeedSaysTheSame() {
        Run once = monitor("6.1-rc1", "--boots", "20", "--seed", "7", "--format", "json");
        assertThat(once.out())
                .isEqualTo(monitor("6.1-rc1", "--boots", "20", "--seed", "7", "--format", "json")
                        .out());
        assertThat(once.out().lines().filter(line -> line.startsWith("{\"type\":\"end\"")))
                .hasSize(20);
    }

    @Test
    void stepsComeWithLinesOfInput() {
        Run run = Run.withInput(
                "\n\n\n",
                "monitor",
                "--kernel",
                "6.1-rc1",
                "--board",
                BOARD,
                "--strategy",
                "round-robin",
                "--speed",
                "step");
        assertThat(run.out()).startsWith("0.0");
        assertThat(run.exit()).isZero();
    }

    @Test
    void exhaustiveSearchCannotBeWatched() {
        Run run = monitor("6.1-rc1", "--strategy", "exhaustive");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be watched", "pct, pos, random or bound");
    }

    private static Run monitor(String kernel, String... more) {
        String[] args = new String[more.length + 7];
        System.arraycopy(
                new String[] {"monitor", "--kernel", kernel, "--board", BOARD, "--async", "rk_iommu"}, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        return Run.of(args);
    }
}
