// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

/** A rule that cannot be used, and what is wrong with it. */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;

    /** Says what is wrong with the rule {@code id}. */
    public RuleException(String id, String problem) {
        this("", 0, "rule " + id + ": " + problem);
    }

    /** Says what is wrong where no rule can be named. */
    public RuleException(String problem) {
        this("", 0, problem);
    }

    /**
     * Says what is wrong at a place of a file.
     *
     * @param line from 1; 0 where it is not known
     */
    public RuleException(String file, int line, String problem) {
        super(problem);
        this.file = file;
        this.line = line;
    }

    /** {@return the file, {@code ""} where there is none} */
    public String file() {
        return file;
    }

    /** {@return the line from 1, 0 where it is not known} */
    public int line() {
        return line;
    }

    /** {@return the problem behind its place, {@code file:line: problem}} */
    public String placed() {
        String place = line > 0 ? file + ":" + line : file;
        return place.isEmpty() ? getMessage() : place + ": " + getMessage();
    }
}
