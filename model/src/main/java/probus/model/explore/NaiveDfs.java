// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.View;

/** Every interleaving. Only for the smallest models, to check the other strategies against. */
public final class NaiveDfs extends DepthFirst {
    @Override
    public String name() {
        return "naive";
    }

    @Override
    long candidates(Node node, View view) {
        return node.enabled;
    }

    @Override
    public boolean isExhaustive() {
        return true;
    }
}
