// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import java.util.Map;

/**
 * What a kernel function returned: 0 or a negative errno, or not known (its return was never recorded).
 *
 * @param code 0 or a negative errno ({@code include/linux/errno.h}); meaningless unless {@code known}
 * @param known whether the input recorded the return
 */
public record Result(int code, boolean known) {
    /** Success. */
    public static final Result OK = new Result(0, true);

    /** The return was not recorded. */
    public static final Result UNKNOWN = new Result(0, false);

    private static final int EPROBE_DEFER = -517;
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(-2, "-ENOENT"),
            Map.entry(-6, "-ENXIO"),
            Map.entry(-11, "-EAGAIN"),
            Map.entry(-12, "-ENOMEM"),
            Map.entry(-14, "-EFAULT"),
            Map.entry(-16, "-EBUSY"),
            Map.entry(-17, "-EEXIST"),
            Map.entry(-19, "-ENODEV"),
            Map.entry(-22, "-EINVAL"),
            Map.entry(-110, "-ETIMEDOUT"),
            Map.entry(EPROBE_DEFER, "-EPROBE_DEFER"));

    /** {@return the result for a return code that was recorded} */
    public static Result of(int code) {
        return code == 0 ? OK : new Result(code, true);
    }

    /** {@return whether the function is known to have succeeded} */
    public boolean isSucceeded() {
        return known && code == 0;
    }

    /** {@return whether the function is known to have failed} */
    public boolean isFailed() {
        return known && code != 0;
    }

    /** {@return whether the function is known to have returned -EPROBE_DEFER} */
    public boolean isDeferred() {
        return known && code == EPROBE_DEFER;
    }

    @Override
    public String toString() {
        return !known ? "unknown" : NAMES.getOrDefault(code, Integer.toString(code));
    }
}
