// SPDX-License-Identifier: Apache-2.0
package probus.bench.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import probus.model.example.SevenStep;
import probus.model.explore.CachedDfs;
import probus.model.explore.Exploration;
import probus.model.explore.Explorer;
import probus.model.explore.Search;
import probus.model.world.Limits;

/** Spin meets as many states of the same model. */
final class SpinTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"false, 2, 1", "false, 2, 3", "false, 3, 1", "false, 3, 2", "true, 2, 8", "true, 4, 3"})
    void bothMeetTheSameStates(boolean fixed, int tasks, int devices) throws IOException, InterruptedException {
        assumeTrue(Spin.isInstalled(), "spin and gcc are not installed: their count is not compared");
        SevenStep size = new SevenStep(tasks, devices, fixed, 0);
        try (Explorer explorer = new Explorer(size, Limits.EVERYTHING)) {
            Exploration ours = explorer.explore(new CachedDfs(), Search.ALL);
            assertThat(ours.states()).hasValue(Spin.of(size, folder).states());
        }
    }
}
