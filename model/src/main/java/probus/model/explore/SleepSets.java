// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.View;

/**
 * Depth first with sleep sets (Godefroid, LNCS 1032): what was tried at a node sleeps in its later branches until a step
 * that depends on it is done, because until then the order does not matter. Meets every state and every trace; each trace
 * is completed once.
 */
public sealed class SleepSets extends DepthFirst permits CachedDfs, Dpor {
    @Override
    public String name() {
        return "sleep-sets";
    }

    @Override
    long candidates(Node node, View view) {
        node.sleep = sleepAfter(lastStep());
        return node.enabled & ~node.sleep;
    }

    /** {@return who sleeps after the step: who slept or was tried before it, and does not depend on it} */
    static long sleepAfter(Node node) {
        long awake = 0;
        long asleep = node == null ? 0 : (node.sleep | node.done) & ~(1L << node.pick);
        for (long rest = asleep; rest != 0; rest &= rest - 1) {
            int task = Long.numberOfTrailingZeros(rest);
            awake |= node.pending[task].dependsOn(node.op) ? 1L << task : 0;
        }
        return asleep & ~awake;
    }

    @Override
    public boolean isExhaustive() {
        return true;
    }
}
