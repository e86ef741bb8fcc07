// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import probus.model.world.Scheduler;
import probus.model.world.View;

/** Follows blocks as well as it can: a task that cannot go on loses the rest of its block. For schedules that were edited. */
final class Guide implements Scheduler {
    private final List<Block> blocks;
    private final Deque<Integer>[] outcomes;
    private int block;
    private int done;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Guide(List<Block> blocks) {
        this.blocks = blocks;
        this.outcomes = new Deque[Long.SIZE];
        Arrays.setAll(outcomes, task -> new ArrayDeque<>());
        blocks.forEach(each -> outcomes[each.task()].addAll(each.outcomes()));
    }

    @Override
    public int pick(View view) {
        while (block < blocks.size()) {
            Block now = blocks.get(block);
            if (done < now.steps() && (view.enabled() >>> now.task() & 1) != 0) {
                done++;
                return now.task();
            }
            block++;
            done = 0;
        }
        return ABANDON;
    }

    @Override
    public int choose(View view, int count) {
        Integer outcome = outcomes[view.current()].poll();
        return outcome == null || outcome >= count ? 0 : outcome;
    }
}
