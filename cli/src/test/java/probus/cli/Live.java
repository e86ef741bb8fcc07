// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run of the command line that is talked to while it goes on. */
final class Live implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final PipedOutputStream in = new PipedOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exit;

    private Live(String... args) throws IOException {
        PipedInputStream read = new PipedInputStream(in, 1 << 20);
        // A thread of its own: the common pool has as few as the machine has cores.
        exit = CompletableFuture.supplyAsync(
                () -> Main.run(args, read, out, err, Map.of(), Terminal.NONE), run -> new Thread(run, "run").start());
    }

    static Live of(String... args) throws IOException {
        return new Live(args);
    }

    /** Writes to its standard input. */
    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        in.write(bytes);
        in.flush();
    }

    /** {@return all that it has said by the time that it has said this} */
    String says(String text) throws InterruptedException {
        return waitFor(out, text);
    }

    /** {@return all messages by the time that there was this one} */
    String warns(String text) throws InterruptedException {
        return waitFor(err, text);
    }

    /** Ends its input; {@return how it went} */
    Run ends() throws Exception {
        in.close();
        int code;
        try {
            code = exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            throw new AssertionError("still running; said: " + out + err, hangs);
        }
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try (OutputStream closed = in) {
            closed.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String waitFor(ByteArrayOutputStream stream, String text) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < until) {
            String said = stream.toString(StandardCharsets.UTF_8);
            if (said.contains(text)) {
                return said;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("did not say '" + text + "' but: " + stream);
    }
}
