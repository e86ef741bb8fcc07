// SPDX-License-Identifier: Apache-2.0
package probus.cli;

/** Exit codes: a contract. */
final class Exit {
    /** Nothing violated. */
    static final int OK = 0;
    /** A violation at least as grave as {@code --fail-on}. */
    static final int VIOLATED = 1;
    /** The command line makes no sense. */
    static final int USAGE = 2;
    /** An input or a rule could not be read; beats {@link #VIOLATED}. */
    static final int UNREADABLE = 3;
    /** A bug. */
    static final int INTERNAL = 4;
    /** Nothing violated, but something undecided, with {@code --strict}. */
    static final int UNDECIDED = 5;

    private Exit() {}
}
