// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import probus.model.linux.Change;

final class EffectsTest {
    @Test
    void effectIsASentenceWithoutFullStop() {
        for (Change change : Change.values()) {
            Effects.of(change)
                    .ifPresent(effect -> assertThat(effect)
                            .as(change.name())
                            .isNotBlank()
                            .doesNotEndWith(".")
                            .isNotEqualTo(change.subject()));
        }
        assertThat(Effects.of(Change.PROBE_LOCK)).isPresent();
    }
}
