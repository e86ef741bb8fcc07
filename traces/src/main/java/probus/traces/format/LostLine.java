// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/** {@code CPU:2 [LOST 57 EVENTS]}; trace-cmd has {@code CPU:2 [57 EVENTS DROPPED]}. */
final class LostLine {
    private final Digits digits = new Digits();
    int cpu;

    /** How many; -1 where the line does not say. */
    long count;

    /** {@return whether the text says that events of a CPU are lost} */
    boolean parse(byte[] bytes, int first, int to) {
        if (!Text.startsWith(bytes, "CPU:", first, to) || !digits.read(bytes, first + "CPU:".length(), to)) {
            return false;
        }
        int lostBy = (int) digits.value;
        int open = digits.end;
        boolean kernel = Text.startsWith(bytes, " [LOST ", open, to) && Text.indexOf(bytes, "EVENTS]", open, to) > 0;
        boolean dropped =
                Text.startsWith(bytes, " [", open, to) && Text.indexOf(bytes, "EVENTS DROPPED]", open, to) > 0;
        if (!kernel && !dropped) {
            return false;
        }
        cpu = lostBy;
        int number = open + (kernel ? " [LOST " : " [").length();
        count = digits.read(bytes, number, to) ? digits.value : -1;
        return true;
    }
}
