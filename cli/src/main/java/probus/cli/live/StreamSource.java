// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.io.InputStream;
import probus.traces.BootReader;

/** A stream of any format that is read to its end: a file, a pipe, standard input, a file that goes on growing. */
public final class StreamSource implements Source {
    private final String name;
    private final LiveStream stream;
    private final boolean canWait;
    private final int lineLimit;

    /**
     * A source.
     *
     * @param name how reports name it
     * @param stream what is read
     * @param canWait whether nothing is lost if it is not read for a while
     * @param lineLimit bytes kept of a line
     */
    public StreamSource(String name, LiveStream stream, boolean canWait, int lineLimit) {
        this.name = name;
        this.stream = stream;
        this.canWait = canWait;
        this.lineLimit = lineLimit;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean canWait() {
        return canWait;
    }

    @Override
    public void deliver(Inlet inlet) {
        stream.onGap(inlet::missed);
        new BootReader(InputStream.nullInputStream(), lineLimit).read(name, stream, inlet);
    }

    @Override
    public void stop() {
        stream.stop();
    }
}
