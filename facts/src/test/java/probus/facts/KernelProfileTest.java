// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelProfileTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "5.10.223, P510, false",
        "5.19, P510, false",
        "6.0, P60, true",
        "6.1-rc1, P61RC, true",
        "6.1-rc8, P61RC, false",
        "6.1.0-rc1, P61RC, false",
        "6.1, P61, true",
        "6.1.65, P61, false",
        "6.1.66, P61Y, false",
        "6.1.192, P61Y, true",
        "6.5.3, P61, false",
        "6.6.30-android15, P66, false",
        "6.12.117, P612, true",
        "v6.14, P612, false",
        "6.15, P615, true",
        "6.16.1, P618, false",
        "6.18, P618, true",
        "7.2.13, P72, true",
        "9.0, P72, false",
        "p61rc+d, P61RC+D, true",
    })
    void aVersionWordMapsToTheNewestProfileThatIsNotNewer(String word, String profile, boolean exact) {
        KernelProfile.Choice choice = KernelProfile.of(word).orElseThrow();
        assertThat(choice.profile().id()).isEqualTo(profile);
        assertThat(choice.exact()).isEqualTo(exact);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "six", "4.19.300", "2.6", "P99"})
    void whatIsNoVersionOrTooOldIsRefused(String word) {
        assertThat(KernelProfile.of(word)).isEmpty();
    }

    @Test
    void profilesAreInTheOrderOfTime() {
        assertThat(KernelProfile.P61RC).isLessThan(KernelProfile.P61);
        assertThat(KernelProfile.P61Y).isLessThan(KernelProfile.P66);
    }
}
