// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import probus.traces.format.Symbols;

/** How a probe names the functions of a kernel. */
@FunctionalInterface
public interface Places {
    /**
     * {@return how a probe names each function with this name: by the name where there is one, by its distance from the
     * kernel's beginning where there are several, since the kernel refuses such a name; nothing where there is none}
     */
    List<String> of(String function);

    /**
     * {@return whether a probe may read this variable by its name} A kernel without CONFIG_KALLSYMS_ALL does not know it, and
     * refuses the whole probe.
     */
    default boolean knowsVariable(String name) {
        return !of(name).isEmpty();
    }

    /**
     * {@return the places in a kernel with these symbols; without any, of functions that are taken to be there}
     *
     * @param running whether the kernel runs when the probes are armed, so that it is asked itself: which of several functions
     *     there are, and for variables that are not known to be there
     */
    static Places of(Symbols symbols, boolean running) {
        if (!symbols.isEmpty() && running) {
            return function -> symbols.address(function).isPresent() ? List.of(function) : List.of();
        }
        if (!symbols.isEmpty()) {
            return function -> places(symbols, function);
        }
        return new Places() {
            @Override
            public List<String> of(String function) {
                return List.of(function);
            }

            @Override
            public boolean knowsVariable(String name) {
                return running;
            }
        };
    }

    private static List<String> places(Symbols symbols, String function) {
        long[] addresses = symbols.addresses(function);
        OptionalLong start = symbols.address("_stext");
        OptionalLong end = symbols.address("_etext");
        if (addresses.length > 1 && start.isPresent() && end.isPresent()) {
            // A module's function of the same name is not what the kernel's own users of the name mean.
            List<String> own = LongStream.of(addresses)
                    .filter(address -> Long.compareUnsigned(address, start.getAsLong()) >= 0
                            && Long.compareUnsigned(address, end.getAsLong()) < 0)
                    .mapToObj(address -> "_stext+0x" + Long.toHexString(address - start.getAsLong()))
                    .toList();
            return own.size() > 1 ? own : List.of(function);
        }
        return addresses.length == 0 ? List.of() : List.of(function);
    }
}
