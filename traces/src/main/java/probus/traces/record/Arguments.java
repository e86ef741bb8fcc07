// SPDX-License-Identifier: Apache-2.0
package probus.traces.record;

/**
 * The fetched arguments of a probe line ({@code dev="psci" ptr=0xffffff80010ad010 ret=-517}), read on demand: most lines
 * need two of six.
 *
 * <p>A value is <em>unknown</em> if it is missing, if the kernel could not fetch it ({@code (fault)}) or if it is not of
 * the kind asked for. The accessors take what to answer then, so that no real value stands for "unknown" unless the
 * caller chose one; {@link #known} tells the difference where every value is possible.
 */
public final class Arguments {
    private static final String FAULT = "(fault)";

    /** Device names recur in almost every line. Races are harmless: at worst a name is made again. */
    private static final String[] RECENT = new String[1024];

    private static final int LONGEST_RECENT = 64;

    private final String text;
    private final int from;
    private final int to;

    /** Wraps what stands behind the parentheses of a probe line. */
    public Arguments(String text) {
        this(text, 0, text.length());
    }

    /** Wraps the part {@code [from, to)} of a line, without copying it. */
    public Arguments(String line, int from, int to) {
        this.text = line;
        this.from = from;
        this.to = to;
    }

    /** {@return the raw text} */
    public String text() {
        return text.substring(from, to);
    }

    /** {@return whether the line has an argument of this name, readable or not} */
    public boolean has(String name) {
        return find(name) >= 0;
    }

    /** {@return whether the line has an argument of this name with a value that the kernel could fetch} */
    public boolean known(String name) {
        int start = find(name);
        return start >= 0 && readable(start, valueEnd(start));
    }

    /** {@return the value, of a quoted one what is between the quotes; {@code unknown} if there is none} */
    public String string(String name, String unknown) {
        int start = find(name);
        if (start < 0) {
            return unknown;
        }
        int end = valueEnd(start);
        if (!readable(start, end)) {
            return unknown;
        }
        return text.charAt(start) == '"' ? recent(start + 1, end - 1) : recent(start, end);
    }

    /**
     * {@return the number, {@code unknown} if there is none} Hexadecimal is unsigned: {@code 0xffffffffffffffff} is -1.
     */
    public long number(String name, long unknown) {
        int start = find(name);
        if (start < 0) {
            return unknown;
        }
        int end = valueEnd(start);
        if (text.startsWith("0x", start)) {
            return hexadecimal(start + 2, end, unknown);
        }
        return decimal(start, end, unknown);
    }

    /** {@return the symbol of {@code sym=iommu_probe_device_lock+0x0/0x20} without offset; {@code unknown} if none} */
    public String symbol(String name, String unknown) {
        int start = find(name);
        if (start < 0) {
            return unknown;
        }
        int end = start;
        while (end < to && isNamePart(text.charAt(end))) {
            end++;
        }
        boolean isName = end > start && !isDigit(text.charAt(start));
        return isName ? recent(start, end) : unknown;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    /** Walks all arguments before it, because a string may contain what looks like one. */
    private int find(String name) {
        int i = from;
        while (true) {
            i = skipSpaces(i);
            if (i >= to) {
                return -1;
            }
            int nameEnd = nameEnd(i);
            if (nameEnd == i || nameEnd == to || text.charAt(nameEnd) != '=') {
                i = nextSpace(nameEnd);
                continue;
            }
            if (nameEnd - i == name.length() && text.startsWith(name, i)) {
                return nameEnd + 1;
            }
            i = valueEnd(nameEnd + 1);
        }
    }

    private int valueEnd(int start) {
        return start < to && text.charAt(start) == '"' ? quotedEnd(start) : plainEnd(start);
    }

    /** The kernel prints strings as they are, quotes included: a quote ends one only before an argument or the end. */
    private int quotedEnd(int start) {
        int quote = text.indexOf('"', start + 1);
        while (quote >= 0 && quote < to) {
            if (quote + 1 == to || (text.charAt(quote + 1) == ' ' && argumentOrEnd(quote + 1))) {
                return quote + 1;
            }
            quote = text.indexOf('"', quote + 1);
        }
        return to;
    }

    /** Symbols of modules contain a space: {@code sym=lock+0x0/0x20 [iommu_mod] ret=0}. */
    private int plainEnd(int start) {
        int space = nextSpace(start);
        while (space < to && !argumentOrEnd(space)) {
            space = nextSpace(skipSpaces(space));
        }
        return space;
    }

    private boolean argumentOrEnd(int space) {
        int i = skipSpaces(space);
        int nameEnd = nameEnd(i);
        return i == to || (nameEnd > i && nameEnd < to && text.charAt(nameEnd) == '=');
    }

    private boolean readable(int start, int end) {
        if (start == end || text.startsWith(FAULT, start)) {
            return false;
        }
        return text.charAt(start) != '"' || (end - start >= 2 && text.charAt(end - 1) == '"');
    }

    private long hexadecimal(int start, int end, long unknown) {
        if (end - start < 1 || end - start > 16) {
            return unknown;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return unknown;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private long decimal(int start, int end, long unknown) {
        boolean negative = start < end && text.charAt(start) == '-';
        int first = negative ? start + 1 : start;
        if (end - first < 1 || end - first > 20) {
            return unknown;
        }
        try {
            return negative ? Long.parseLong(text, start, end, 10) : Long.parseUnsignedLong(text, first, end, 10);
        } catch (NumberFormatException notDecimal) {
            return unknown;
        }
    }

    private int skipSpaces(int i) {
        while (i < to && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private int nextSpace(int i) {
        int space = text.indexOf(' ', i);
        return space < 0 || space > to ? to : space;
    }

    private int nameEnd(int i) {
        while (i < to && isNamePart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private String recent(int start, int end) {
        if (end - start > LONGEST_RECENT) {
            return text.substring(start, end);
        }
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + text.charAt(i);
        }
        int slot = (hash ^ hash >>> 10) & RECENT.length - 1;
        String candidate = RECENT[slot];
        if (candidate != null
                && candidate.length() == end - start
                && candidate.regionMatches(0, text, start, end - start)) {
            return candidate;
        }
        String made = text.substring(start, end);
        RECENT[slot] = made;
        return made;
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
