// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** How an execution ended. */
public enum Outcome {
    /** All tasks ended, of themselves or by an oops. */
    ENDED,
    /** Tasks wait for each other, or for what nobody will do. */
    DEADLOCK,
    /** Tasks wait for one that an oops ended. */
    STUCK_BEHIND_OOPS,
    /** What was looked for was found ({@link Limits#stopAt}). */
    STOPPED,
    /** The scheduler did not want to go on. */
    ABANDONED,
    /** It had too many steps ({@link Limits#steps}). */
    TOO_LONG
}
