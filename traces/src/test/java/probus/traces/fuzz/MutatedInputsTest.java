// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No input, however damaged, makes a reader throw anything but an explanation, or say something else of its pieces. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MutatedInputsTest {
    private static final long SEED = Long.getLong("probus.seed", 20261122L);
    private static final int ROUNDS = Integer.getInteger("probus.rounds", 300);

    @ParameterizedTest
    @EnumSource
    void damagedInputsAreReadOrExplained(Reader reader) {
        List<byte[]> inputs = Seeds.of(reader);
        Mutations mutations = new Mutations(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = mutations.of(inputs);
            assertThatCode(() -> FuzzTarget.check(reader, damaged))
                    .as("%s, seed %d, round %d", reader, SEED, round)
                    .doesNotThrowAnyException();
        }
    }
}
