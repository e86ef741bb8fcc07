// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant. */
public final class Nearest {
    private Nearest() {}

    /** {@return the name nearest to {@code word}, if one is near enough to be meant} */
    public static Optional<String> of(String word, Collection<String> names) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Math.max(2, word.length() / 3) + 1;
        for (String name : names) {
            String candidate = name.toLowerCase(Locale.ROOT);
            boolean part = wanted.length() > 3 && candidate.contains(wanted);
            int distance = part ? 1 : distance(wanted, candidate, least);
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@return how many letters differ: inserted, dropped, replaced or swapped; at least {@code limit} if many} */
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            Arrays.fill(table[i], i);
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0) {
                    table[i][j] = j;
                } else if (j > 0) {
                    int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                    table[i][j] = Math.min(Math.min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + cost);
                    boolean swapped =
                            i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                    if (swapped) {
                        table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                    }
                }
            }
        }
        return table[a.length()][b.length()];
    }
}
