// SPDX-License-Identifier: Apache-2.0
package probus.bench.dat;

import java.io.InputStream;
import probus.facts.ProbeEvent;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Reads a file, lifts it to events and prints how many there are. */
public final class ReadDat {
    private ReadDat() {}

    /** Reads the file that is named. */
    public static void main(String[] arguments) {
        new BootReader(InputStream.nullInputStream()).read(arguments[0], new BootSink() {
            private long events;

            @Override
            public void beginBoot(String input, int boot) {}

            @Override
            public void event(ProbeEvent event) {
                events += event.getSeq() > 0 ? 1 : 0;
            }

            @Override
            public void endBoot(BootSummary summary) {
                System.out.println(summary.lines() + " " + events);
            }
        });
    }
}
