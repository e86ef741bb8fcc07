// SPDX-License-Identifier: Apache-2.0
package probus.traces.input;

import java.io.IOException;

/**
 * An input, or the rest of it, that cannot be read. What was read before the error stays valid and has been delivered.
 */
public final class UnreadableInput extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final String problem;
    private final String advice;

    /**
     * Says what cannot be read and what helps.
     *
     * @param file the input as the user spelled it
     * @param line the line at which reading stopped, from 1; 0 where the input could not be opened at all
     * @param problem what is wrong, a clause without full stop
     * @param advice what to do about it, a clause without full stop
     */
    public UnreadableInput(String file, long line, String problem, String advice) {
        super(file + (line > 0 ? ":" + line : "") + ": " + problem + "; " + advice);
        this.file = file;
        this.line = line;
        this.problem = problem;
        this.advice = advice;
    }

    /** {@return the input as the user spelled it} */
    public String file() {
        return file;
    }

    /** {@return the line at which reading stopped, from 1; 0 where the input could not be opened} */
    public long line() {
        return line;
    }

    /** {@return what is wrong} */
    public String problem() {
        return problem;
    }

    /** {@return what to do about it} */
    public String advice() {
        return advice;
    }
}
