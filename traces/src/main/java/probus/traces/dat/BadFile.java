// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;

/** A {@code trace.dat} that is damaged, cut, or of a kind that is not read; the message is a clause without full stop. */
final class BadFile extends IOException {
    private static final long serialVersionUID = 1L;

    BadFile(String problem) {
        super(problem);
    }
}
