// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.View;

/** One execution, as on a machine with one processor and no preemption: each task goes on until it waits or ends. */
public final class RoundRobin implements Strategy {
    private boolean begun;

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public boolean next() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    @Override
    public int pick(View view) {
        return after(view.current(), view.enabled());
    }

    /** {@return the current task if it can go on, otherwise the next one, in the order of their numbers and around} */
    static int after(int current, long enabled) {
        long fromCurrent = current < 0 ? enabled : enabled & -1L << current;
        return Long.numberOfTrailingZeros(fromCurrent != 0 ? fromCurrent : enabled);
    }
}
