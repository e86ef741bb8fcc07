// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;
import probus.facts.Task;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Takes what a source delivers into the queue, at the pace that was set. */
public final class Inlet implements BootSink {
    private final EventQueue queue;
    private final Pace pace;
    private ProbeEvent last = new ProbeEvent.EndOfTrace(Stamp.NONE, false, false);

    Inlet(EventQueue queue, Pace pace) {
        this.queue = queue;
        this.pace = pace;
    }

    @Override
    public void beginBoot(String input, int boot) {
        put(new Delivery.Begin(input));
    }

    @Override
    public void kernelVersion(String version) {
        put(new Delivery.Kernel(version));
    }

    /** Something was missed here, nobody knows how much. */
    void missed() {
        Stamp at = new Stamp(last.getSeq(), last.getTime(), -1, Task.UNKNOWN, Origin.NONE, false);
        event(new ProbeEvent.EventsLost(at, -1, -1, "", false));
    }

    @Override
    public void event(ProbeEvent event) {
        last = event;
        put(new Delivery.Event(event, System.nanoTime()));
    }

    @Override
    public void endBoot(BootSummary summary) {
        endBoot(summary, "");
    }

    /** Ends a boot of the model; {@code schedule} replays it. */
    void endBoot(BootSummary summary, String schedule) {
        put(new Delivery.End(summary, schedule));
    }

    /** {@return how fast the source may go on; only one that can wait has to ask} */
    Pace pace() {
        return pace;
    }

    private void put(Delivery delivery) {
        try {
            queue.put(delivery);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    /** The source was interrupted: what it was about to deliver is not wanted any more. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }
}
