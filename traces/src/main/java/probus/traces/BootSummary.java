// SPDX-License-Identifier: Apache-2.0
package probus.traces;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import probus.traces.record.TraceRecord.Position;

/**
 * What is to be said of a boot besides its events.
 *
 * @param input the input as the user spelled it
 * @param boot number of the boot in that input, from 1
 * @param format name of the format, {@code ""} if none was recognised
 * @param kernelVersion as in the banner
 * @param commandLine the kernel's
 * @param lines lines read, of whatever kind
 * @param events events handed out
 * @param skippedLines lines that should have been events and could not be read
 * @param firstSkipped where the first few of them stand
 * @param lostEvents events that are known to be missing
 * @param userSpace whether the boot is known to have gone on to user space
 * @param crashed whether an oops killed a task
 * @param armed whether something told which probe points were armed, so that {@code recordable} includes what was never hit
 * @param recordable names of the kinds of events that would be there if they had happened
 * @param notes what a reader should know of how the input was understood, a clause without full stop each
 * @param error why the input, or the rest of it, could not be read
 */
public record BootSummary(
        String input,
        int boot,
        String format,
        Optional<String> kernelVersion,
        Optional<String> commandLine,
        long lines,
        long events,
        long skippedLines,
        List<Position> firstSkipped,
        long lostEvents,
        boolean userSpace,
        boolean crashed,
        boolean armed,
        Set<String> recordable,
        List<String> notes,
        Optional<String> error) {}
