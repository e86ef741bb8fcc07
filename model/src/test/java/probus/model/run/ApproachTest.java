// SPDX-License-Identifier: Apache-2.0
package probus.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import probus.facts.KernelProfile;
import probus.model.board.Boards;
import probus.model.carrier.CarrierKind;
import probus.model.explore.Budget;
import probus.model.explore.Exploration;
import probus.model.explore.Search;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.world.Limits;

final class ApproachTest {
    private static final KernelProgram PROGRAM = new KernelProgram(
            Version.of(KernelProfile.P61RC),
            Boards.named("two-iommus-one-device"),
            CommandLine.EMPTY.async("rk_iommu"));

    private static Exploration search(Approach approach) {
        return approach.search(
                PROGRAM, Limits.FIRST_OOPS, CarrierKind.best(), 7, Search.ALL.with(Budget.ofSchedules(20)));
    }

    static Iterable<String> words() {
        return Approach.WORDS;
    }

    @ParameterizedTest
    @MethodSource("words")
    void eachWordIsAWayToSearch(String word) {
        Approach approach = Approach.of(word).orElseThrow();
        assertThat(approach.word()).startsWith(word);
        Exploration exploration = search(approach);
        assertThat(exploration.schedules()).isPositive();
        assertThat(exploration.complete()).isFalse();
        if (approach.isRandom()) {
            assertThat(exploration.strategy()).endsWith(":7");
        }
    }

    @ParameterizedTest
    @CsvSource({"pct,pct:3", "pct:5,pct:5", "bound,bound:2", "bound:0,bound:0", "dfs,dfs"})
    void someHaveANumber(String spelled, String word) {
        assertThat(Approach.of(spelled).orElseThrow().word()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dfs:2", "pct:", "pct:0", "pct:100", "fastest", "PCT"})
    void othersAreNone(String spelled) {
        assertThat(Approach.of(spelled)).isEmpty();
    }

    @Test
    void theSameSeedShowsTheSame() {
        Approach pct = Approach.of("pct").orElseThrow();
        assertThat(search(pct)).isEqualTo(search(pct));
    }
}
