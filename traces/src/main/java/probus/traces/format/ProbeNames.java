// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/**
 * What the names of events say where nothing else does. Those of the capture guide: the event of {@code __X} is called
 * {@code do_X}, that of a return has {@code _r} or {@code _ret} behind it. Those that the kernel and perf give: {@code
 * p_X_0}, {@code X__return}. Of several functions of one name the second is {@code X_2}.
 */
public final class ProbeNames {
    /** Probes at a function's entry may stand behind a landing pad or a prologue that the architecture puts there. */
    private static final int ENTRY_OFFSET_MAX = 8;

    private ProbeNames() {}

    /** {@return the function that an event of this name is about, by convention} */
    public static String function(String event) {
        String name = event;
        if (name.matches("[pr]_\\w+_0")) {
            // what the kernel calls a probe to which nobody gave a name
            return name.substring(2, name.length() - 2);
        }
        for (String suffix : new String[] {"__return", "_ret", "_r"}) {
            if (name.endsWith(suffix)) {
                name = name.substring(0, name.length() - suffix.length());
                break;
            }
        }
        name = name.replaceAll("_[2-9]$", "");
        return name.startsWith("do_") ? "__" + name.substring("do_".length()) : name;
    }

    /** {@return a symbol without the suffixes that a compiler gives to parts and copies of functions} */
    public static String withoutSuffix(String symbol) {
        return Symbol.function(symbol);
    }

    /** {@return whether a probe so many bytes behind a symbol is at the entry of the function} */
    public static boolean isEntry(String symbol, long offset) {
        return offset >= 0 && offset <= ENTRY_OFFSET_MAX && !symbol.contains(".cold");
    }
}
