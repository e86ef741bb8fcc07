// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.Optional;

/** A command line that makes no sense. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    UsageException(String problem) {
        super(problem);
        hint = "";
    }

    /** A name that does not exist; the nearest one that does is the best hint. */
    UsageException(String problem, Optional<String> nearest, String otherwise) {
        super(problem);
        hint = nearest.map(name -> "did you mean '" + name + "'?").orElse(otherwise);
    }

    /** {@return what may help, {@code ""} for nothing} */
    String hint() {
        return hint;
    }
}
