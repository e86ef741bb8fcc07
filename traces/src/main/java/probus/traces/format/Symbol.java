// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/** Names of kernel functions as the kernel prints them. */
final class Symbol {
    private Symbol() {}

    /**
     * {@return the function in {@code dev_iommu_free.part.0+0x1c/0x50}, without offset and without the compiler's
     * suffixes}
     */
    static String function(String printed) {
        int end = printed.indexOf('+');
        if (end < 0) {
            end = printed.length();
        }
        int dot = printed.indexOf('.', 1);
        return printed.substring(0, dot > 0 && dot < end ? dot : end);
    }
}
