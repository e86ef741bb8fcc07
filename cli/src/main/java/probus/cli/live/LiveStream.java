// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.io.IOException;
import java.io.InputStream;

/** A stream that can be ended from outside: whoever reads it then sees its end, and not an error. */
public abstract class LiveStream extends InputStream {
    private volatile boolean stopped;
    private Runnable gap = () -> {};

    /** Ends it. Any thread may call this. */
    public void stop() {
        stopped = true;
    }

    /** {@return whether it was ended from outside} */
    protected final boolean isStopped() {
        return stopped;
    }

    /** Names who is told, between two bytes, that something was missed there. */
    final void onGap(Runnable listener) {
        gap = listener;
    }

    /** Something was missed here. */
    protected final void missed() {
        gap.run();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] bytes, int from, int length) throws IOException;
}
