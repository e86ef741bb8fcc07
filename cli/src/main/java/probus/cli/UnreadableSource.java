// SPDX-License-Identifier: Apache-2.0
package probus.cli;

/** Something that was to be read and cannot be; the message says what, and what to do. */
final class UnreadableSource extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableSource(String message) {
        super(message);
    }
}
