// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import probus.model.world.Kind;
import probus.model.world.Op;

/**
 * Where the model's code does a step: which, in which function.
 *
 * @param location to what ({@code Location.kindLabel})
 */
record Site(String function, Kind kind, String location) {
    static Site of(String function, Op op) {
        return new Site(function, op.kind(), op.location().kindLabel());
    }

    boolean is(String now, Op op) {
        return op.kind() == kind
                && function.equals(now)
                && op.location().kindLabel().equals(location);
    }
}
