// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is kept from one execution to the next: the order of locks, and findings that are met again and again, so that their
 * texts are made once. Changes no result of an execution. Not thread-safe.
 */
public final class Notes {
    private final LockOrder lockOrder = new LockOrder();
    private final Map<Long, Finding> findings = new HashMap<>();

    /** {@return the order in which all executions took locks} */
    public LockOrder lockOrder() {
        return lockOrder;
    }

    Finding finding(long name, Supplier<Finding> text) {
        return findings.computeIfAbsent(name, unused -> text.get());
    }
}
