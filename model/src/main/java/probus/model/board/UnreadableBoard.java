// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

/** A device tree that cannot be read: where, what is wrong, what to do. Its message is for the person who wrote it. */
public final class UnreadableBoard extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what cannot be read and what helps.
     *
     * @param file the file, or the board's name
     * @param line the line, from 1; 0 if it is about the whole
     * @param problem what is wrong, a clause without full stop
     * @param advice what to do about it, a clause without full stop
     */
    public UnreadableBoard(String file, int line, String problem, String advice) {
        super(file + (line > 0 ? ":" + line : "") + ": " + problem + "; " + advice);
    }
}
