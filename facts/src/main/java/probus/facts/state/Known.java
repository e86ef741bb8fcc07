// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

/** A truth that a trace may not settle. Only {@link #YES} and {@link #NO} are proven. */
public enum Known {
    /** Proven to be so. */
    YES,
    /** Proven not to be so. */
    NO,
    /** Not recorded, or events are missing. */
    UNKNOWN;

    /** {@return {@link #YES} or {@link #NO}} */
    public static Known of(boolean value) {
        return value ? YES : NO;
    }
}
