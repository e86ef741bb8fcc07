// SPDX-License-Identifier: Apache-2.0
package probus.traces.record;

/**
 * The fetched arguments of a probe line ({@code dev="psci" ptr=0xffffff80010ad010 ret=-517}), read on demand: most lines
 * need two of six.
 */
public final class Arguments {
    private final String text;

    /** Wraps what stands behind the parentheses of a probe line. */
    public Arguments(String text) {
        this.text = text;
    }

    /** {@return the raw text} */
    public String text() {
        return text;
    }
}
