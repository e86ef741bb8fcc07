// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    @Test
    void slipsAreFound() {
        List<String> names = List.of("check", "explain", "one-prober-per-device");
        assertThat(Nearest.of("chekc", names)).hasValue("check");
        assertThat(Nearest.of("explian", names)).hasValue("explain");
        assertThat(Nearest.of("one-prober", names)).hasValue("one-prober-per-device");
        assertThat(Nearest.of("zzzzzz", names)).isEmpty();
    }
}
