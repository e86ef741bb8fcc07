// SPDX-License-Identifier: Apache-2.0
package probus.model.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The carriers do the same. */
final class CarrierTest {
    private static Carrier create(CarrierKind kind) {
        assumeThat(kind == CarrierKind.PLATFORM_THREAD || ContinuationCarrier.available())
                .as("JDK 21 or newer with its flag")
                .isTrue();
        return kind.create();
    }

    @ParameterizedTest
    @EnumSource
    void tasksRunInTheOrderInWhichTheyHandOver(CarrierKind kind) {
        List<String> log = new ArrayList<>();
        try (Carrier carrier = create(kind)) {
            carrier.add(0, () -> {
                log.add("a");
                carrier.handTo(1);
                log.add("c");
                return 1;
            });
            carrier.add(1, () -> {
                log.add("b");
                carrier.handTo(0);
                log.add("d");
                return Carrier.NOBODY;
            });
            carrier.run(0);
        }
        assertThat(log).containsExactly("a", "b", "c", "d");
    }

    @ParameterizedTest
    @EnumSource
    void forgottenTasksNeverContinueAndTheCarrierIsUsedAgain(CarrierKind kind) {
        List<String> log = new ArrayList<>();
        try (Carrier carrier = create(kind)) {
            for (int i = 0; i < 100; i++) {
                carrier.add(0, () -> {
                    log.add("begun");
                    carrier.handTo(Carrier.NOBODY);
                    log.add("never");
                    return Carrier.NOBODY;
                });
                carrier.run(0);
                carrier.reset();
            }
        }
        assertThat(log).hasSize(100).containsOnly("begun");
    }

    @ParameterizedTest
    @EnumSource
    void whatEscapesFromATaskReachesTheCaller(CarrierKind kind) {
        try (Carrier carrier = create(kind)) {
            carrier.add(0, () -> {
                throw new IllegalArgumentException("escaped");
            });
            assertThatThrownBy(() -> carrier.run(0)).hasMessage("escaped");
        }
    }

    @ParameterizedTest
    @EnumSource
    void thereIsRoomForManyTasks(CarrierKind kind) {
        List<Integer> log = new ArrayList<>();
        try (Carrier carrier = create(kind)) {
            for (int task = 0; task < 64; task++) {
                int number = task;
                carrier.add(task, () -> {
                    log.add(number);
                    return number == 63 ? Carrier.NOBODY : number + 1;
                });
            }
            carrier.run(0);
        }
        assertThat(log).hasSize(64).isSorted();
    }

    @Test
    void continuationsThatAreNotThereAreRefusedWithTheReason() {
        assumeThat(ContinuationCarrier.available()).isFalse();
        assertThat(CarrierKind.best()).isEqualTo(CarrierKind.PLATFORM_THREAD);
        assertThatThrownBy(CarrierKind.CONTINUATION::create).hasMessageContaining("JDK 21");
    }
}
