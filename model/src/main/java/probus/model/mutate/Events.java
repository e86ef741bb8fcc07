// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import java.util.function.Function;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;

/** What the model's code is about to tell. */
final class Events {
    private static final Stamp NEVER =
            new Stamp(0, 0, -1, new probus.facts.Task(0, ""), new Origin("model", 0, ""), false);

    private Events() {}

    static ProbeEvent of(Function<Stamp, ProbeEvent> event) {
        return event.apply(NEVER);
    }
}
