// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import probus.traces.record.TraceRecord.Position;

/**
 * A line of a console log, taken apart into what was put in front and what the kernel said; {@link ConsoleClock} does it.
 *
 * @param position where it stands
 * @param time nanoseconds since the beginning of the boot, or of the log where it shows the time of day; that of the line
 *     before where this one shows none
 * @param caller {@code T8} or {@code C0} with CONFIG_PRINTK_CALLER, else {@code ""}
 * @param text the message, without prefix, colours and carriage returns
 */
record ConsoleLine(Position position, long time, String caller, String text) {}
