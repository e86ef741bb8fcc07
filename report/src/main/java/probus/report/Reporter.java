// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.IOException;

/** One format of answers. Reports are written as they come. */
public interface Reporter {
    /** Writes the answer for one boot. */
    void boot(BootReport report) throws IOException;

    /**
     * Writes what stands behind all answers.
     *
     * @param exit the exit code of the whole run
     */
    void end(int exit) throws IOException;
}
