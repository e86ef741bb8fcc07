// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;

/** What waits to be checked is bounded, and what is left out is counted. */
@Timeout(20)
final class EventQueueTest {
    private static final int FOR_EVER = -1;

    @Test
    void handsOutInOrder() throws InterruptedException {
        EventQueue queue = new EventQueue(8, FOR_EVER);
        queue.put(new Delivery.Begin("a"));
        queue.put(event(1));
        queue.close();
        assertThat(words(taken(queue))).containsExactly("begin a", "event 1");
        assertThat(queue.isOver()).isTrue();
    }

    @Test
    void sourceThatCanWaitWaitsForRoom() throws InterruptedException {
        EventQueue queue = new EventQueue(2, FOR_EVER);
        Thread source = new Thread(() -> putAll(queue, 100));
        source.start();
        List<Delivery> all = new ArrayList<>();
        while (!queue.isOver()) {
            queue.take(all, 1000);
            assertThat(queue.size()).isLessThanOrEqualTo(2);
        }
        source.join();
        assertThat(all).hasSize(100);
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void sourceThatCannotWaitLosesEventsAndSaysHowMany() throws InterruptedException {
        EventQueue queue = new EventQueue(3, 0);
        for (int number = 1; number <= 10; number++) {
            queue.put(event(number));
        }
        assertThat(words(taken(queue))).containsExactly("event 1", "event 2", "event 3");
        queue.put(event(11));
        assertThat(words(taken(queue))).containsExactly("lost 7 behind 11", "event 11");
        assertThat(queue.dropped()).isEqualTo(7);
    }

    @Test
    void lossAtTheEndIsToldBeforeTheEnd() throws InterruptedException {
        EventQueue queue = new EventQueue(2, 0);
        queue.put(event(1));
        queue.put(event(2));
        queue.put(event(3));
        assertThat(taken(queue)).hasSize(2);
        queue.put(new Delivery.Begin("next"));
        assertThat(words(taken(queue))).containsExactly("lost 1 behind 3", "begin next");
    }

    private static void putAll(EventQueue queue, int count) {
        try {
            for (int number = 1; number <= count; number++) {
                queue.put(event(number));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            queue.close();
        }
    }

    private static List<Delivery> taken(EventQueue queue) throws InterruptedException {
        List<Delivery> taken = new ArrayList<>();
        queue.take(taken, 0);
        return taken;
    }

    private static Delivery event(long seq) {
        Stamp at = new Stamp(seq, seq * 1000, 0, new Task(1, "init"), Origin.NONE, false);
        return new Delivery.Event(new ProbeEvent.DevIommuFree(at, "a.pwm", probus.facts.ObjectId.UNKNOWN), 0);
    }

    private static List<String> words(List<Delivery> deliveries) {
        return deliveries.stream().map(EventQueueTest::words).toList();
    }

    private static String words(Delivery delivery) {
        if (delivery instanceof Delivery.Begin begin) {
            return "begin " + begin.input();
        }
        ProbeEvent event = ((Delivery.Event) delivery).event();
        return event instanceof ProbeEvent.EventsLost lost
                ? "lost " + lost.count() + " behind " + lost.getSeq()
                : "event " + event.getSeq();
    }
}
