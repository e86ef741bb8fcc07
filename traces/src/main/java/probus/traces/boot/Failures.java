// SPDX-License-Identifier: Apache-2.0
package probus.traces.boot;

import probus.traces.input.UnreadableInput;

/** Goes on with the next file where one cannot be read, and says so at the end. */
final class Failures {
    /** Something that reads. */
    @FunctionalInterface
    interface Reading {
        void run() throws UnreadableInput;
    }

    private UnreadableInput first;

    /** Reads, and keeps what goes wrong. */
    void during(Reading reading) {
        try {
            reading.run();
        } catch (UnreadableInput failure) {
            if (first == null) {
                first = failure;
            } else {
                first.addSuppressed(failure);
            }
        }
    }

    /** Throws the first failure, with the others attached. */
    void rethrow() throws UnreadableInput {
        if (first != null) {
            throw first;
        }
    }
}
