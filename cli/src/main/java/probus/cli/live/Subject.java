// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.Optional;

/** What is being monitored, as somebody sees it who looks on from outside. Any thread may ask. */
public interface Subject {
    /** {@return how it is doing} */
    Status status();

    /** {@return how fast it goes on; empty where that is not ours to decide: for everything but the model} */
    Optional<Pace> pace();

    /** {@return what else can be asked of it, if it is the model} */
    Optional<ModelControl> model();
}
