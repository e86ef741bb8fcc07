// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.OptionalLong;

/**
 * The address that an arm64 load or store touches. When several CPUs have announced a fault and one of them prints its
 * registers, the instruction in parentheses on the {@code Code:} line is the only thing that says whose they are.
 */
final class FaultingInstruction {
    private FaultingInstruction() {}

    /**
     * {@return the address, empty where the instruction is none of the simple loads and stores}
     *
     * @param word the instruction
     * @param registers x0 to x30
     */
    static OptionalLong address(int word, long[] registers) {
        int base = word >>> 5 & 31;
        if (base >= registers.length) {
            return OptionalLong.empty();
        }
        boolean vector = (word & 1 << 26) != 0;
        if (vector) {
            return OptionalLong.empty();
        }
        int size = word >>> 30;
        if ((word & 0x3b000000) == 0x39000000) {
            return OptionalLong.of(registers[base] + ((long) (word >>> 10 & 0xfff) << size));
        }
        if ((word & 0x3b200000) == 0x38000000) {
            boolean postIndex = (word >>> 10 & 3) == 1;
            return OptionalLong.of(registers[base] + (postIndex ? 0 : signed(word >>> 12, 9)));
        }
        if ((word & 0x3a000000) == 0x28000000) {
            boolean postIndex = (word >>> 23 & 3) == 1;
            int scale = (word & 1 << 31) != 0 ? 3 : 2;
            return OptionalLong.of(registers[base] + (postIndex ? 0 : (long) signed(word >>> 15, 7) << scale));
        }
        boolean exclusive = (word & 0x3f000000) == 0x08000000;
        boolean atomic = (word & 0x3b200c00) == 0x38200000;
        return exclusive || atomic ? OptionalLong.of(registers[base]) : OptionalLong.empty();
    }

    private static int signed(int bits, int width) {
        int unused = Integer.SIZE - width;
        return (bits << unused) >> unused;
    }
}
