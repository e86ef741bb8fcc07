// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.ByteBuffer;
import probus.traces.record.TraceRecord.Stamp;

/** The line that the kernel would have printed of an event; one instance is used for all. */
final class EventLine {
    private final StringBuilder text = new StringBuilder();

    /** Begins a line: {@code kworker/u8:1-33 [000] d.... 1.300888: dev_iommu_get: }. */
    StringBuilder begin(EventKind kind, Stamp stamp, ByteBuffer event) {
        long microseconds = (stamp.time() + 500) / 1000;
        text.setLength(0);
        pad(16 - stamp.command().length(), ' ').append(stamp.command()).append('-');
        int from = text.length();
        text.append(stamp.pid());
        pad(7 - (text.length() - from), ' ').append(" [");
        number(stamp.cpu(), 3, '0').append("] ");
        flags(kind, event);
        text.append(' ');
        number(microseconds / 1_000_000, 5, ' ').append('.');
        number(Math.abs(microseconds % 1_000_000), 6, '0').append(": ");
        return text.append(kind.format().name()).append(": ");
    }

    private StringBuilder number(long value, int width, char fill) {
        int digits = value < 0 ? 2 : 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return pad(width - digits, fill).append(value);
    }

    private StringBuilder pad(int count, char fill) {
        for (int i = 0; i < count; i++) {
            text.append(fill);
        }
        return text;
    }

    /** The kernel's five columns: interrupts off, reschedule, in which kind of interrupt, preemption and migration off. */
    private void flags(EventKind kind, ByteBuffer event) {
        long flags = kind.flags().number(event);
        long count = kind.count().number(event);
        boolean hard = (flags & 8) != 0;
        boolean soft = (flags & 16) != 0;
        text.append((flags & 1) != 0 ? ((flags & 128) != 0 ? 'D' : 'd') : (flags & 128) != 0 ? 'b' : '.')
                .append((flags & 4) != 0 ? ((flags & 32) != 0 ? 'N' : 'n') : (flags & 32) != 0 ? 'p' : '.')
                .append((flags & 64) != 0 ? 'Z' : hard ? (soft ? 'H' : 'h') : soft ? 's' : '.')
                .append(digit(count & 15))
                .append(digit(count >> 4 & 15));
    }

    private static char digit(long count) {
        return count == 0 ? '.' : Character.forDigit((int) count, 16);
    }
}
