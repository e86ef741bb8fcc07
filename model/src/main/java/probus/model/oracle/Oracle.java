// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import probus.facts.ProbeEvent;

/** Judges one invariant in one execution. Does no step; looks at fields with {@code peek}. */
interface Oracle {
    /** Something happened. */
    default void happened(ProbeEvent event) {}

    /** Everything has come to an end, and no task was lost to an oops. */
    default void at_rest() {}

    /** {@return a fingerprint of what its verdict will depend on; 0 where nothing happened yet} */
    default long fingerprint() {
        return 0;
    }
}
