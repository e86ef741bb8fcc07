// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.OptionalLong;

/** Is told now and then how far a search is; may be called from several threads. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (schedules, states, findings) -> {};

    /** There are about so many states to meet. Told before {@link #at}, and only where there is a guess. */
    default void expects(long states) {}

    /** So many executions were done, so many different states were met, and so many different things were found. */
    void at(long schedules, OptionalLong states, int findings);
}
