// SPDX-License-Identifier: Apache-2.0
package probus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`  swapper/0-1  [003]   1.304736: f: (f+0x0/0x150) dev=\"a\"` | 1.304736 | [003] | swapper/0-1 | `f: dev=\"a\"`",
                "` init-1 [000] d..1. 2.5: f_ret: (g+0x1/0x2 <- f) ret=-19` | 2.5 | [000] | init-1 | f_ret: ret=-19",
                "`[    3.9] kworker/-43   1d.... 1746328us : g: (f+0x0/0x9) x=1` | 1.746328 | [001] | kworker/-43 | g: (f) x=1",
                "` sh-7 (     7) [001] .... 1.0: f: x` | 1.0 | [001] | sh-7 | f: x",
                "`[    3.948708] pc : dev_iommu_free+0x1c/0x50` | 3.948708 | `` | `` | pc : dev_iommu_free+0x1c/0x50",
                "`something else` | `` | `` | `` | something else",
            })
    void whatMattersIsKept(String raw, String time, String cpu, String task, String body) {
        assertThat(TraceLine.of(raw)).isEqualTo(new TraceLine(time, cpu, task, body));
    }

    @Test
    void pointersKeepTheirLastDigits() {
        TraceLine line = TraceLine.of(" a-1 [000] 1.0: f: p=0xffffff8002de1b80 n=0x30");
        assertThat(line.shortened().body()).isEqualTo("f: p=0x…02de1b80 n=0x30");
    }

    @Test
    void hostileLinesTakeNoTime() {
        String hostile = ("a-1 (1) [1] " + "- ".repeat(30_000)).repeat(2) + ":";
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> TraceLine.of(hostile));
    }
}
