// SPDX-License-Identifier: Apache-2.0
package probus.engine.untrusted;

/**
 * How much a rule may take.
 *
 * @param pairs of events that are held against each other
 * @param matches partial ones, which are kept
 * @param firings reports
 * @param seconds of one boot
 */
public record Caps(long pairs, long matches, int firings, long seconds) {
    /** What holds when nothing else is said. */
    public static final Caps DEFAULT = new Caps(50_000_000, 1_000_000, 100_000, 10);
}
