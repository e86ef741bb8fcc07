// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import probus.cli.live.ModelControl;
import probus.cli.live.ModelPlan;
import probus.cli.live.Subject;

/**
 * What one browser is told, as server-sent events: batches of entries, whose id is the number of the last one, and without an
 * id how the monitor is doing. It reads the journal at the pace at which the browser takes it, and not faster than a browser
 * can draw: a burst as long as the journal at once, after that {@value #PER_SECOND} entries a second.
 */
final class EventStream {
    static final int PER_SECOND = 30_000;
    private static final int BATCH = 2_000;
    private static final long PERIOD_MS = 40;
    private static final long STATUS_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SCORES_NS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long HEARTBEAT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final double SECOND_NS = 1e9;

    private final Journal journal;
    private final Subject subject;
    private final String instance;
    private final OutputStream out;
    private final Thread thread = Thread.currentThread();
    private final double burst;
    private double allowance;
    private long refilled = System.nanoTime();
    private volatile long writingSince;
    private volatile boolean stopped;
    private long after;
    private Optional<ModelPlan> plan = Optional.empty();
    private String lastStatus = "";
    private long statusAt;
    private long scoresVersion = -1;
    private long scoresAt;

    /** Tells somebody who has all entries up to {@code after}. */
    EventStream(Journal journal, Subject subject, String instance, OutputStream out, long after, int burst) {
        this.journal = journal;
        this.subject = subject;
        this.instance = instance;
        this.out = out;
        this.after = after;
        this.burst = burst;
        this.allowance = burst;
    }

    /** Tells until the browser goes away or somebody stops it. */
    void run() throws IOException, InterruptedException {
        send("retry: 500\nevent: hello\ndata: " + StatusJson.hello(instance, subject) + "\n\n");
        while (!stopped) {
            status(System.nanoTime());
            boolean more = entries();
            if (!more) {
                Thread.sleep(PERIOD_MS);
            }
        }
    }

    /** Ends it, even while it waits for the browser to read. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** {@return whether it has been waiting for the browser for longer than {@code patience} nanoseconds} */
    boolean isStuck(long now, long patience) {
        long since = writingSince;
        return since != 0 && now - since > patience;
    }

    /** {@return whether there may be more at once} */
    private boolean entries() throws IOException {
        long now = System.nanoTime();
        allowance = Math.min(burst, allowance + (now - refilled) / SECOND_NS * PER_SECOND);
        refilled = now;
        int most = (int) Math.min(BATCH, allowance);
        if (most == 0) {
            return false;
        }
        Journal.Batch batch = journal.read(after, most);
        if (batch.entries().isEmpty()) {
            return false;
        }
        after = batch.last();
        allowance -= batch.entries().size();
        send("event: entries\nid: " + instance + "-" + after + "\ndata: " + EntryJson.of(batch) + "\n\n");
        return batch.entries().size() == BATCH;
    }

    private void status(long now) throws IOException {
        Optional<ModelPlan> shown = subject.model().map(ModelControl::plan);
        if (!shown.equals(plan)) {
            plan = shown;
            send("event: choices\ndata: "
                    + StatusJson.choices(subject.model().orElseThrow().choices()) + "\n\n");
        }
        if (now - statusAt >= STATUS_NS || statusAt == 0) {
            String status = StatusJson.status(subject);
            if (!status.equals(lastStatus) || now - statusAt >= HEARTBEAT_NS) {
                send("event: status\ndata: " + status + "\n\n");
                lastStatus = status;
                statusAt = now;
            }
        }
        long version = journal.scores().version();
        if (version != scoresVersion && (now - scoresAt >= SCORES_NS || scoresVersion == -1)) {
            scoresVersion = version;
            scoresAt = now;
            send("event: rules\ndata: " + StatusJson.scores(journal.scores().all()) + "\n\n");
        }
    }

    private void send(String message) throws IOException {
        writingSince = System.nanoTime();
        out.write(message.getBytes(StandardCharsets.UTF_8));
        out.flush();
        writingSince = 0;
    }
}
