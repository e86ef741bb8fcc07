// SPDX-License-Identifier: Apache-2.0
package probus.engine.untrusted;

/** Counts what a rule takes while it is run; a rule that takes too much is stopped. One thread at a time. */
public final class Budget {
    private static final long CLOCK_MASK = (1 << 12) - 1;

    private final Caps caps;
    private final long deadline;
    private long pairs;
    private long matches;
    private String spent = "";

    /** Starts to count, and the clock. */
    public Budget(Caps caps) {
        this.caps = caps;
        deadline = System.nanoTime() + caps.seconds() * 1_000_000_000L;
    }

    /** Thrown through Drools. */
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Spent() {
            super("too much", null, false, false);
        }
    }

    /**
     * Counts a pair of events; the parameters only tie it to both.
     *
     * @return true
     */
    public boolean pair(long one, long other) {
        pairs++;
        if (pairs > caps.pairs()) {
            throw stop("it held more than " + caps.pairs() + " pairs of events against each other");
        }
        if ((pairs & CLOCK_MASK) == 0 && System.nanoTime() > deadline) {
            throw stop("it ran for more than " + caps.seconds() + " s");
        }
        return one != other || pairs > 0;
    }

    /**
     * Counts a partial match; the parameters only tie it to both events.
     *
     * @return true
     */
    public boolean match(long one, long other) {
        matches++;
        if (matches > caps.matches()) {
            throw stop("it had more than " + caps.matches() + " partial matches");
        }
        return one != other || matches > 0;
    }

    /** Counts all reports. */
    public void fired(int count) {
        if (count >= caps.firings()) {
            spent = "it reported " + caps.firings() + " times";
        }
    }

    /** {@return how often it may report} */
    public int firings() {
        return caps.firings();
    }

    /** {@return what was too much, {@code ""} if nothing was} */
    public String spent() {
        return spent;
    }

    private Spent stop(String reason) {
        spent = reason;
        return new Spent();
    }
}
