// SPDX-License-Identifier: Apache-2.0
package probus.model.carrier;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Some searches take minutes where tasks are threads: they are left out there, and say so. */
public final class Continuations {
    private Continuations() {}

    /** Leaves the test out where the JVM has no continuations. */
    public static void assumeAvailable() {
        assumeTrue(
                CarrierKind.best() == CarrierKind.CONTINUATION,
                "left out: takes minutes without continuations (JDK 21 or newer)");
    }
}
