// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.List;

/** What can be asked of a model that is watched. Any thread may ask. */
public interface ModelControl {
    /** {@return what it shows now} */
    ModelPlan plan();

    /** {@return whether all boots of the plan were shown, so that it waits for another one} */
    boolean isOver();

    /**
     * Ends the boot that is running and shows other ones.
     *
     * @throws IllegalArgumentException if the plan makes no sense; the message says why, for people
     */
    void show(ModelPlan plan);

    /** {@return what each part of a plan can be, for a reader who chooses} */
    Choices choices();

    /**
     * What there is to choose from.
     *
     * @param kernels profiles with the version that each stands for, as {@code 6.1-rc1}
     * @param boards names of the boards that come with Probus
     * @param drivers drivers of the board that is shown, that may probe on workers
     * @param faults places at which something may fail
     * @param strategies words of strategies; {@code pct} and {@code bound} may have a number behind a colon
     */
    record Choices(
            List<String> kernels,
            List<String> boards,
            List<String> drivers,
            List<String> faults,
            List<String> strategies) {}
}
