// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** How a step touches memory, which decides what is a data race and what orders others. */
public enum Access {
    /** An ordinary C access: races with every other one that is not ordered and of which one writes. */
    PLAIN,
    /** {@code READ_ONCE}, {@code WRITE_ONCE}: races with plain ones only, orders nothing. */
    MARKED,
    /** {@code smp_load_acquire}, {@code smp_store_release}, atomics that return a value, locks: races as MARKED, and orders. */
    ORDERED;

    private final long fingerprint = Hash.of(name());

    long fingerprint() {
        return fingerprint;
    }
}
