// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.util.Locale;

/** What is printed. */
final class Table {
    private final StringBuilder text = new StringBuilder(line("what", "figure", "ratio", "bar", "met"));

    void row(String what, double figure, String unit) {
        text.append(line(what, number(figure) + " " + unit, "", "", ""));
    }

    void ratio(String what, double figure, String unit, double ratio, double bar) {
        boolean barred = bar > 0;
        text.append(line(
                what,
                number(figure) + " " + unit,
                number(ratio),
                barred ? "<= " + number(bar) : "",
                barred ? ratio <= bar ? "yes" : "NO" : ""));
    }

    void atLeast(String what, double millions, double bar) {
        text.append(line(
                what, number(millions) + " M/s", "", ">= " + number(bar) + " M/s", millions >= bar ? "yes" : "NO"));
    }

    void atMost(String what, double figure, String unit, double bar) {
        text.append(line(
                what, number(figure) + " " + unit, "", "<= " + number(bar) + " " + unit, figure <= bar ? "yes" : "NO"));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 20 ? "%.2f" : "%.0f", value);
    }

    private static String line(String what, String figure, String ratio, String bar, String met) {
        return String.format(Locale.ROOT, "%-48s %12s %8s %12s  %s%n", what, figure, ratio, bar, met);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
