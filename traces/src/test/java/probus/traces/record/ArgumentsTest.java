// SPDX-License-Identifier: Apache-2.0
package probus.traces.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What can be asked of a probe's arguments. */
final class ArgumentsTest {
    private static final long UNKNOWN = 4711;

    @Test
    void stringsNumbersAndSymbolsAreReadByName() {
        Arguments arguments = new Arguments(
                "dev=\"psci\" ptr=0xffffff80010ad010 iommu=0x0 ret=-517 sym=iommu_probe_device_lock+0x0/0x20");

        assertThat(arguments.string("dev", "")).isEqualTo("psci");
        assertThat(arguments.number("ptr", UNKNOWN)).isEqualTo(0xffffff80010ad010L);
        assertThat(arguments.number("iommu", UNKNOWN)).isZero();
        assertThat(arguments.number("ret", UNKNOWN)).isEqualTo(-517);
        assertThat(arguments.symbol("sym", "")).isEqualTo("iommu_probe_device_lock");
        assertThat(arguments.has("ret")).isTrue();
        assertThat(arguments.known("ret")).isTrue();
    }

    @Test
    void allSixtyFourBitsOfANumberAreKept() {
        Arguments arguments = new Arguments("a=0xffffffffffffffff b=18446744073709551615 c=-9223372036854775808");

        assertThat(arguments.number("a", UNKNOWN)).isEqualTo(-1);
        assertThat(arguments.number("b", UNKNOWN)).isEqualTo(-1);
        assertThat(arguments.number("c", UNKNOWN)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void whatTheKernelCouldNotFetchIsThereButNotKnown() {
        Arguments arguments = new Arguments("dev=(fault) np=\"\" ptr=0x1");

        assertThat(arguments.has("dev")).isTrue();
        assertThat(arguments.known("dev")).isFalse();
        assertThat(arguments.string("dev", "?")).isEqualTo("?");
        assertThat(arguments.number("dev", UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(arguments.known("np")).isTrue();
        assertThat(arguments.string("np", "?")).isEmpty();
    }

    @Test
    void whatTheLineDoesNotHaveIsNotKnown() {
        Arguments arguments = new Arguments("dev=\"psci\"");

        assertThat(arguments.has("de")).isFalse();
        assertThat(arguments.has("ev")).isFalse();
        assertThat(arguments.known("iommu")).isFalse();
        assertThat(arguments.number("iommu", UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(new Arguments("").has("dev")).isFalse();
    }

    @Test
    void aStringMayContainQuotesSpacesAndWhatLooksLikeAnArgument() {
        Arguments arguments = new Arguments("dev=\"my \"odd\" name iommu=0x5\" iommu=0x0");

        assertThat(arguments.string("dev", "")).isEqualTo("my \"odd\" name iommu=0x5");
        assertThat(arguments.number("iommu", UNKNOWN)).isZero();
    }

    @Test
    void aValueThatWasCutIsNotKnown() {
        assertThat(new Arguments("dev=\"ff6508").known("dev")).isFalse();
        assertThat(new Arguments("ptr=").known("ptr")).isFalse();
        assertThat(new Arguments("ptr=0x").number("ptr", UNKNOWN)).isEqualTo(UNKNOWN);
    }

    @Test
    void whatIsNotANumberOrNotASymbolIsNotKnownAsOne() {
        Arguments arguments = new Arguments("a=0x12345678901234567 b=12x c=99999999999999999999 d=0xffffffc008 e=-");

        assertThat(arguments.number("a", UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(arguments.number("b", UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(arguments.number("c", UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(arguments.symbol("d", "?")).isEqualTo("?");
        assertThat(arguments.number("e", UNKNOWN)).isEqualTo(UNKNOWN);
    }

    @Test
    void aSymbolOfAModuleDoesNotHideWhatFollows() {
        Arguments arguments = new Arguments("sym=probe_lock+0x0/0x20 [iommu_mod] ret=0");

        assertThat(arguments.symbol("sym", "")).isEqualTo("probe_lock");
        assertThat(arguments.number("ret", UNKNOWN)).isZero();
    }

    @Test
    void partOfALineIsReadAsIfItWereAll() {
        String line = "(f+0x0/0x80) dev=\"psci\" ret=-19 */";
        Arguments arguments = new Arguments(line, 13, line.length() - 3);

        assertThat(arguments.text()).isEqualTo("dev=\"psci\" ret=-19");
        assertThat(arguments.number("ret", UNKNOWN)).isEqualTo(-19);
    }

    @Test
    void hostileArgumentsTakeNoLongerThanTheirLengthAllows() {
        for (String piece : new String[] {" ", "\" ", "\"", "a=\" ", "a= ", "a ", "="}) {
            Arguments arguments = new Arguments("x=\"" + piece.repeat(65536 / piece.length()));
            Assertions.assertTimeout(Duration.ofSeconds(2), () -> arguments.number("z", UNKNOWN), piece);
            Arguments plain = new Arguments("x=" + piece.repeat(65536 / piece.length()));
            Assertions.assertTimeout(Duration.ofSeconds(2), () -> plain.number("z", UNKNOWN), piece);
        }
    }
}
