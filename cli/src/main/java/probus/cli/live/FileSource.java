// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.io.InputStream;
import probus.traces.BootReader;

/** A file that is complete, or a folder that is one boot: read as a check reads it. */
public final class FileSource implements Source {
    private final String name;
    private final int lineLimit;
    private volatile boolean stopped;

    /** A source of the events in that file. */
    public FileSource(String name, int lineLimit) {
        this.name = name;
        this.lineLimit = lineLimit;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean canWait() {
        return true;
    }

    @Override
    public void deliver(Inlet inlet) {
        new BootReader(InputStream.nullInputStream(), lineLimit).read(name, new Gate(inlet, () -> stopped));
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
