// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.Optional;

/** Where events come from. */
public interface Source {
    /** {@return what it is, in a few words} */
    String name();

    /**
     * {@return whether it waits when there is no room} Otherwise what is not taken in time is lost anyway, and is dropped and
     * counted here.
     */
    boolean canWait();

    /** Delivers all there is, until it ends or is stopped. Called once, on a thread of its own. */
    void deliver(Inlet inlet) throws InterruptedException;

    /** Makes {@link #deliver} end soon: the boot that is running is over. Any thread may call it. */
    void stop();

    /** {@return what can be asked of the model, if this is it} */
    default Optional<ModelControl> model() {
        return Optional.empty();
    }
}
