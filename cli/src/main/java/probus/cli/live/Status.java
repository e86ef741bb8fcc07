// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.Optional;

/**
 * How a monitor is doing.
 *
 * @param source what is watched, in a few words
 * @param phase what the source does
 * @param boots boots begun
 * @param events events checked, of all boots
 * @param perSecond events checked in the last second
 * @param tasks different tasks seen in this boot
 * @param rules rules armed
 * @param violations violations of all boots
 * @param lastViolation the id of the rule that was broken last
 * @param queued events that wait to be checked
 * @param capacity how many may wait
 * @param dropped events that were lost because the queue was full
 */
public record Status(
        String source,
        Phase phase,
        long boots,
        long events,
        long perSecond,
        int tasks,
        int rules,
        long violations,
        Optional<String> lastViolation,
        int queued,
        int capacity,
        long dropped) {
    /** What the source does. */
    public enum Phase {
        /** It delivers, or waits for more. */
        RUNNING,
        /** Somebody stopped it; it can go on. */
        PAUSED,
        /** There is nothing more to come. */
        ENDED
    }
}
