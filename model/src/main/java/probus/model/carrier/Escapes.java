// SPDX-License-Identifier: Apache-2.0
package probus.model.carrier;

/** Exceptions on their way from a task's body to the caller of {@link Carrier#run}. */
final class Escapes {
    private Escapes() {}

    static void rethrow(Throwable escaped) {
        if (escaped != null) {
            throw unchecked(escaped);
        }
    }

    static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
