// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.IOException;
import java.util.List;
import probus.bench.live.LiveCost;
import probus.bench.live.ModelCost;

/** What watching costs. */
final class LiveRows {
    private static final double HEAP_GROWTH_BAR = 4;
    private static final double SUSTAINED = 0.8;

    private LiveRows() {}

    static Table measure(boolean quick) throws IOException, InterruptedException {
        Table table = new Table();
        String seconds = quick ? "3" : "10";
        double most =
                Double.parseDouble(Child.of(LiveCost.class, List.of(), "throughput", quick ? "5000000" : "20000000"));
        table.row("live: events a second, as many as can be", most / 1e6, "M/s");
        for (long rate : List.of(10_000L, 100_000L, (long) (most * SUSTAINED))) {
            String[] figures = Child.of(LiveCost.class, List.of(), "latency", Long.toString(rate), seconds)
                    .split(" ", 3);
            String what = "live: " + rate + " a second, to the violation, ";
            table.row(what + "p50", Double.parseDouble(figures[0]), "us");
            table.row(what + "p99", Double.parseDouble(figures[1]), "us");
            table.row("... events dropped", Double.parseDouble(figures[2]), "");
        }
        memory(table, quick ? 10_000_000 : 100_000_000);
        String[] boots = Child.of(ModelCost.class, continuations(), quick ? "1000" : "5000")
                .split(" ", 2);
        table.row("live: a boot of the model", Double.parseDouble(boots[0]), "us");
        table.ratio(
                "... watched",
                Double.parseDouble(boots[1]),
                "us",
                Double.parseDouble(boots[1]) / Double.parseDouble(boots[0]),
                0);
        return table;
    }

    private static void memory(Table table, long events) throws IOException, InterruptedException {
        String[] used = Child.of(LiveCost.class, List.of("-Xmx256m"), "memory", Long.toString(events))
                .split(" ", 2);
        double first = Double.parseDouble(used[0]);
        double last = Double.parseDouble(used[1]);
        table.row("live: heap after " + events / 1_000_000 + " million events", last, "MB");
        table.atMost("... grown since a tenth", last - first, "MB", HEAP_GROWTH_BAR);
    }

    static List<String> continuations() {
        return Runtime.version().feature() < 21
                ? List.of()
                : List.of("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED");
    }
}
