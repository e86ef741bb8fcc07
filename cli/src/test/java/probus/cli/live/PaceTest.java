// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source goes on as it is told. */
@Timeout(20)
final class PaceTest {
    private final AtomicBoolean checked = new AtomicBoolean(true);
    private final Pace pace = new Pace(Pace.UNTHROTTLED, checked::get);
    private final Semaphore delivered = new Semaphore(0);

    @AfterEach
    void end() {
        pace.close();
    }

    @Test
    void stepsAreCounted() throws InterruptedException {
        pace.pause();
        begin(Integer.MAX_VALUE);
        assertThat(comes(1)).isFalse();
        pace.step(3);
        assertThat(comes(3)).isTrue();
        assertThat(comes(1)).isFalse();
        assertThat(pace.isPaused()).isTrue();
        pace.run();
        assertThat(comes(1000)).isTrue();
    }

    @Test
    void violationStopsWhoRunsToOne() throws InterruptedException {
        pace.pause();
        begin(Integer.MAX_VALUE);
        checked.set(false);
        pace.runToViolation();
        assertThat(comes(1)).as("the event before is not checked yet").isFalse();
        pace.violated();
        checked.set(true);
        assertThat(comes(1)).isFalse();
        assertThat(pace.isPaused()).isTrue();
    }

    @Test
    void closeEndsAPauseAtAnySpeed() throws InterruptedException {
        pace.speed(1000);
        pace.pause();
        begin(Integer.MAX_VALUE);
        assertThat(comes(1)).isFalse();
        pace.close();
        assertThat(comes(1000)).isTrue();
    }

    @Test
    void speedIsHeld() throws InterruptedException {
        pace.speed(Pace.SLOWEST);
        begin(Integer.MAX_VALUE);
        assertThat(comes(1)).as("the first is due at once").isTrue();
        assertThat(comes(1)).isFalse();
        pace.speed(Pace.UNTHROTTLED);
        assertThat(comes(1000)).isTrue();
    }

    @Test
    void noSpeedIsRefused() {
        assertThatThrownBy(() -> pace.speed(-1)).hasMessageContaining("0.1 or more events a second");
        assertThatThrownBy(() -> pace.speed(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private void begin(int events) {
        Thread source = new Thread(() -> {
            try {
                for (int i = 0; i < events; i++) {
                    pace.await();
                    delivered.release();
                    if (delivered.availablePermits() > 100_000) {
                        return;
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        source.setDaemon(true);
        source.start();
    }

    private boolean comes(int events) throws InterruptedException {
        return delivered.tryAcquire(events, 150, TimeUnit.MILLISECONDS) || delivered.tryAcquire(events);
    }
}
