// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Addresses and names of functions, as {@code /proc/kallsyms} or a {@code System.map} lists them. */
public final class Symbols {
    /** No symbols. */
    public static final Symbols NONE = new Symbols(new long[0], new String[0]);

    private static final int MOST = 1 << 21;

    /** Hardly a function is so long: an address further away is in none that is listed, as where only some are. */
    private static final long LONGEST_FUNCTION = 1 << 16;

    private final long[] addresses;
    private final String[] names;

    /** Where an address is: in a function, so many bytes from its beginning. */
    public record Place(String name, long offset) {}

    private Symbols(long[] addresses, String[] names) {
        this.addresses = addresses;
        this.names = names;
    }

    /** {@return the symbols of a text with lines such as {@code ffffffc0082da200 T really_probe}} */
    public static Symbols of(String text) {
        long[] found = new long[1024];
        String[] names = new String[1024];
        int count = 0;
        int from = 0;
        while (from < text.length() && count < MOST) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            int space = text.indexOf(' ', from);
            long address = space < 0 || space > end ? 0 : hexadecimal(text, from, space);
            int name = space + 3;
            if (address != 0
                    && name < end
                    && text.charAt(space + 2) == ' '
                    && isPlace(text.charAt(space + 1))
                    && text.charAt(name) != '$') {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                    names = Arrays.copyOf(names, count * 2);
                }
                found[count] = address;
                names[count++] = text.substring(name, nameEnd(text, name, end));
            }
            from = end + 1;
        }
        return sorted(found, names, count);
    }

    private static Symbols sorted(long[] found, String[] names, int count) {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compareUnsigned(found[a], found[b]));
        long[] addresses = new long[count];
        String[] sorted = new String[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = found[order[i]];
            sorted[i] = names[order[i]];
        }
        return new Symbols(addresses, sorted);
    }

    /** {@return whether nothing is known} */
    public boolean isEmpty() {
        return addresses.length == 0;
    }

    /** {@return the function, or variable, at or before an address; of several names of one the first} */
    public Optional<Place> at(long address) {
        int low = 0;
        int high = addresses.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(addresses[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int found = low - 1;
        if (found < 0 || address - addresses[found] > LONGEST_FUNCTION) {
            return Optional.empty();
        }
        while (found > 0 && addresses[found - 1] == addresses[found]) {
            found--;
        }
        return Optional.of(new Place(names[found], address - addresses[found]));
    }

    /** {@return where a function or variable is; empty if there is none of that name} */
    public OptionalLong address(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return OptionalLong.of(addresses[i]);
            }
        }
        return OptionalLong.empty();
    }

    /** {@return where all functions or variables of this name are, each address once, in their order} */
    public long[] addresses(String name) {
        return IntStream.range(0, names.length)
                .filter(i -> names[i].equals(name))
                .mapToLong(i -> addresses[i])
                .distinct()
                .toArray();
    }

    /** Absolute and undefined symbols are nowhere; names that begin with a dollar only mark code and data. */
    private static boolean isPlace(char type) {
        return "aAUN".indexOf(type) < 0;
    }

    private static int nameEnd(String text, int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) > ' ') {
            i++;
        }
        return i;
    }

    private static long hexadecimal(String text, int from, int to) {
        if (to - from < 1 || to - from > 16) {
            return 0;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return 0;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
