// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

/**
 * Where the page is served and how much it remembers.
 *
 * @param host the address to listen at; what is no loopback address can be reached from other machines
 * @param port the port, {@code 0} for any that is free
 * @param kept how many of the newest entries are kept for browsers that come late or come back
 */
public record PageOptions(String host, int port, int kept) {
    /** Reachable from this machine only. */
    public static final String LOOPBACK = "127.0.0.1";

    /** As many entries as the page itself shows. */
    public static final int KEPT = 100_000;

    /** Creates options; of nothing nothing can be shown. */
    public PageOptions {
        if (kept < 1) {
            throw new IllegalArgumentException("the page needs at least one entry");
        }
    }

    /** {@return a page for this machine} */
    public static PageOptions local(int port) {
        return new PageOptions(LOOPBACK, port, KEPT);
    }
}
