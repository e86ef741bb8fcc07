// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where results go. A reader that has read enough and left is no error; a full disk is. */
final class Results {
    private final PrintWriter writer;
    private IOException failure;

    Results(OutputStream stream) {
        OutputStream guarded = new OutputStream() {
            @Override
            public void write(int value) {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                attempt(() -> stream.write(bytes, from, length));
            }

            @Override
            public void flush() {
                attempt(stream::flush);
            }

            @Override
            public void close() {
                attempt(stream::close);
            }
        };
        writer = new PrintWriter(
                new OutputStreamWriter(new BufferedOutputStream(guarded, 1 << 14), StandardCharsets.UTF_8), false);
    }

    private interface Write {
        void run() throws IOException;
    }

    PrintWriter writer() {
        return writer;
    }

    /** {@return whether somebody may still be reading} */
    boolean isOpen() {
        return failure == null;
    }

    /** Writes what is left; {@return whether all was written, or nobody wanted it} */
    boolean finish() {
        writer.flush();
        return failure == null || isPipe(failure);
    }

    String problem() {
        return failure.getMessage();
    }

    private void attempt(Write write) {
        if (failure == null) {
            try {
                write.run();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    private static boolean isPipe(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("Broken pipe") || message.contains("Stream closed");
    }
}
