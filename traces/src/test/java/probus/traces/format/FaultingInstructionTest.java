// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Instructions as an assembler made them. */
final class FaultingInstructionTest {
    @Test
    void loadsAndStoresTouchTheirBasePlusTheirOffset() {
        assertThat(touched(0xf9401a60, 19, 0)).as("ldr x0, [x19, #48]").hasValue(0x30);
        assertThat(touched(0xf9002033, 1, 0)).as("str x19, [x1, #64]").hasValue(0x40);
        assertThat(touched(0xf85f8020, 1, 0x100)).as("ldur x0, [x1, #-8]").hasValue(0xf8);
        assertThat(touched(0xf8408420, 1, 0x100)).as("ldr x0, [x1], #8").hasValue(0x100);
        assertThat(touched(0xa9410420, 1, 0x100)).as("ldp x0, x1, [x1, #16]").hasValue(0x110);
        assertThat(touched(0x885ffc01, 0, 0x298)).as("ldaxr w1, [x0]").hasValue(0x298);
        assertThat(touched(0xb8200041, 2, 0x298)).as("ldadd w0, w1, [x2]").hasValue(0x298);
    }

    @Test
    void nothingIsSaidOfOtherInstructions() {
        assertThat(touched(0xd503201f, 0, 0)).as("nop").isEmpty();
        assertThat(touched(0xd4210000, 0, 0)).as("brk #0x800").isEmpty();
        assertThat(touched(0xf94003e0, 0, 0)).as("ldr x0, [sp]").isEmpty();
    }

    private static OptionalLong touched(int word, int register, long value) {
        long[] registers = new long[31];
        registers[register] = value;
        return FaultingInstruction.address(word, registers);
    }
}
