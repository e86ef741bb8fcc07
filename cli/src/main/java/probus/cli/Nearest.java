// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody meant. */
final class Nearest {
    private Nearest() {}

    /** {@return the name nearest to {@code word}, if one is near enough to be meant} */
    static Optional<String> of(String word, Collection<String> names) {
        return probus.engine.catalog.Nearest.of(word, names);
    }
}
