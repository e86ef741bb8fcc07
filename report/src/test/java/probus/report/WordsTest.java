// SPDX-License-Identifier: Apache-2.0
package probus.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void numbersAreGrouped() {
        assertThat(Words.number(0)).isEqualTo("0");
        assertThat(Words.number(999)).isEqualTo("999");
        assertThat(Words.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(Words.number(-44_444)).isEqualTo("-44,444");
        assertThat(Words.count(1, "error")).isEqualTo("1 error");
    }

    @Test
    void secondsAreTheKernels() {
        assertThat(Words.seconds(1_746_328_000L)).isEqualTo("1.746328");
        assertThat(Words.seconds(0)).isEqualTo("0.000000");
    }

    @Test
    void onlyPlainTextPasses() {
        assertThat(Words.safe("plain ä … 😀")).isEqualTo("plain ä … 😀");
        assertThat(Words.safe("a\tb\u0000\u009b\u200f\ud800")).isEqualTo("a b\\x00\\x9b\\u200f\\ud800");
        assertThat(Words.safe(new StringBuilder("x").appendCodePoint(0xE0041).toString()))
                .startsWith("x\\u");
    }

    @Test
    void textIsCutWithoutBreakingCharacters() {
        assertThat(Words.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Words.cut("ab😀f", 4)).isEqualTo("ab…");
        assertThat(Words.wrap("one two three", 7)).containsExactly("one two", "three");
    }
}
