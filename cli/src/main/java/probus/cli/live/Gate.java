// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.function.BooleanSupplier;
import probus.facts.ProbeEvent;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Lets nothing more through once it is closed, but the end of what was begun. */
final class Gate implements BootSink {
    private final BootSink sink;
    private final BooleanSupplier closed;

    Gate(BootSink sink, BooleanSupplier closed) {
        this.sink = sink;
        this.closed = closed;
    }

    @Override
    public void beginBoot(String input, int boot) {
        sink.beginBoot(input, boot);
    }

    @Override
    public void kernelVersion(String version) {
        sink.kernelVersion(version);
    }

    @Override
    public void event(ProbeEvent event) {
        if (!closed.getAsBoolean()) {
            sink.event(event);
        }
    }

    @Override
    public void endBoot(BootSummary summary) {
        sink.endBoot(summary);
    }
}
