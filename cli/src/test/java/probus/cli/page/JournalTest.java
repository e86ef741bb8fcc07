// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;

/** What is kept for browsers that come late, and what is said of the rest. */
final class JournalTest {
    private final Journal journal = new Journal(100);

    @Test
    void readerGetsEachEntryOnce() {
        events(1, 60, "");
        assertThat(journal.read(0, 25)).satisfies(batch -> {
            assertThat(batch.first()).isEqualTo(1);
            assertThat(batch.missed()).isZero();
            assertThat(batch.entries()).hasSize(25);
        });
        assertThat(journal.read(25, 100).entries()).hasSize(35);
        assertThat(journal.read(60, 100).entries()).isEmpty();
        assertThat(journal.read(9_999, 100).entries())
                .as("a position that nobody was given")
                .isEmpty();
    }

    @Test
    void readerWhoIsTooLateGoesOnAtABoot() {
        journal.bootBegins("boot", 1);
        events(1, 200, "");
        journal.bootBegins("boot", 2);
        events(1, 20, "");
        Journal.Batch batch = journal.read(50, 1_000);
        assertThat(batch.first()).isEqualTo(202);
        assertThat(batch.missed()).isEqualTo(151);
        assertThat(batch.entries().get(0)).isEqualTo(new Entry.BootBegan("boot", 2));
        assertThat(batch.last()).isEqualTo(journal.newest());
    }

    @Test
    void newReaderGetsAllThatIsThere() {
        events(1, 250, "");
        Journal.Batch batch = journal.read(0, 1_000);
        assertThat(batch.missed()).isEqualTo(150);
        assertThat(batch.entries()).hasSize(100);
    }

    @Test
    void longLinesLeaveRoomForFewerEntries() {
        String line = "x".repeat(1 << 20);
        events(1, 90, line);
        assertThat(journal.newest() - journal.oldest()).isLessThan(Journal.CHARACTERS_MAX >> 20);
        assertThat(journal.find(journal.newest())).isPresent();
        events(91, 100, "");
        assertThat(journal.newest() - journal.oldest()).isEqualTo(99);
    }

    private void events(int first, int count, String line) {
        for (int seq = first; seq < first + count; seq++) {
            Stamp at = new Stamp(seq, seq, 0, new Task(1, "init"), new Origin("boot", seq, line), false);
            journal.event(new ProbeEvent.DeferTrigger(at));
        }
    }
}
