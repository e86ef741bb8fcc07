// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded files, cut anywhere, with bits flipped and with parts in another order. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamagedSamplesTest {
    private static final long SEED = Long.getLong("probus.seed", 20261122L);
    private static final int ROUNDS = 60;
    private static final int LONGEST = 64_000;

    private final Mutations mutations = new Mutations(SEED);

    @ParameterizedTest
    @CsvSource(textBlock = """
            CONSOLE,          K-rc1/asyncrk-kpcmd/run01/console.log.gz
            CONSOLE,          K-fixed/sync-tpprintk/run01/console.log.gz
            FTRACE,           K-fixed/sync-kpcmd-lat/run01/trace.txt.gz
            FTRACE,           K-fixed/sync-kpcmd-tgid/run01/trace.txt.gz
            FUNCTION_GRAPH,   K-good/asyncrk-fgrich/run01/trace.txt.gz
            TRACE_CMD_REPORT, K-rc1/asyncrk-kp2dat/run01/trace-cmd-report.txt.gz
            SIDE_FILES,       K-fixed/sync-kpfull/run01/state-after.txt
            SIDE_FILES,       K-fixed/sync-kpfull/run01/bootconfig.txt
            PACKED,           K-fixed/sync-kpfull/run01/trace.txt.gz
            """)
    void aRecordedFileMayBeDamaged(Reader reader, String sample) throws IOException {
        byte[] all = reader == Reader.PACKED ? Seeds.raw(sample) : Seeds.sample(sample);
        byte[] whole = Arrays.copyOf(all, Math.min(all.length, LONGEST));

        for (int length = 0; length < whole.length; length += 1 << 10) {
            check(reader, Arrays.copyOf(whole, length), "cut at " + length);
        }
        for (int round = 0; round < ROUNDS; round++) {
            check(reader, mutations.flipped(whole.clone()), "seed " + SEED + ", flipped in round " + round);
            check(reader, mutations.swapped(whole), "seed " + SEED + ", reordered in round " + round);
        }
    }

    /** A text that goes on says nothing else of what stands before. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            FTRACE,           K-fixed/sync-kpcmd-tgid/run01/trace.txt.gz
            TRACE_CMD_REPORT, K-rc1/asyncrk-kp2dat/run01/trace-cmd-report.txt.gz
            """)
    void whatStandsBeforeACutIsReadAsEver(Reader reader, String sample) throws IOException {
        byte[] whole = Seeds.sample(sample);
        List<String> records = records(reader, whole);
        for (int length = 1000; length < Math.min(whole.length, LONGEST); length += 7 << 10) {
            List<String> cut = records(reader, Arrays.copyOf(whole, length));
            // the last line may be the one that was cut
            List<String> before = cut.subList(0, Math.max(0, cut.size() - 1));
            assertThat(records.subList(0, before.size()))
                    .as("cut at %d", length)
                    .isEqualTo(before);
        }
    }

    private static List<String> records(Reader reader, byte[] bytes) throws IOException {
        Seen seen = new Seen();
        reader.read(new ByteArrayInputStream(bytes), seen);
        return seen.first();
    }

    private static void check(Reader reader, byte[] bytes, String what) {
        assertThatCode(() -> FuzzTarget.check(reader, bytes)).as(what).doesNotThrowAnyException();
    }
}
