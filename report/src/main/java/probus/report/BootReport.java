// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.List;
import probus.engine.Verdict;
import probus.engine.catalog.Severity;

/**
 * What was found in one boot.
 *
 * @param file the input as the user spelled it
 * @param boot which boot of that input, from 1
 * @param format what the input was recognised as, {@code ""} for nothing
 * @param kernel which kernel it was checked against
 * @param counts how much was read
 * @param error why it, or the rest of it, could not be read; {@code ""} where it could
 * @param verdicts one per rule, ordered by id
 */
public record BootReport(
        String file,
        int boot,
        String format,
        KernelChoice kernel,
        Counts counts,
        String error,
        List<Verdict> verdicts) {
    /**
     * How much of an input was read.
     *
     * @param lines lines of the input
     * @param events events that were checked
     * @param skippedLines lines that could not be read
     * @param firstSkipped the first of them, {@code 0} for none
     * @param lostEvents events that the kernel says it lost
     * @param incomplete whether events are missing, counted or not
     */
    public record Counts(
            long lines, long events, long skippedLines, long firstSkipped, long lostEvents, boolean incomplete) {
        /** Nothing was read. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, false);
    }

    /** {@return the report of an input that could not be opened} */
    public static BootReport unreadable(String file, String error, KernelChoice kernel) {
        return new BootReport(file, 1, "", kernel, Counts.NONE, error, List.of());
    }

    /** {@return the same, as another boot of its input} */
    public BootReport numbered(int number) {
        return new BootReport(file, number, format, kernel, counts, error, verdicts);
    }

    /** {@return how many violations of this severity were found, those not kept included} */
    public long violations(Severity severity) {
        long count = 0;
        for (Verdict verdict : verdicts) {
            for (var violation : verdict.violations()) {
                count += violation.severity() == severity ? 1 : 0;
            }
            count += verdict.severity() == severity ? verdict.more() : 0;
        }
        return count;
    }

    /** {@return how many rules got this answer} */
    public long rules(Verdict.Kind kind) {
        return verdicts.stream().filter(verdict -> verdict.kind() == kind).count();
    }
}
