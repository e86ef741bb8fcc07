// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import probus.traces.BootReader;

/**
 * Other programs that connect and send events, in any format that can be read, one program at a time: another one that
 * connects meanwhile is told so and sent away. What a connection sends is an input of its own.
 */
public final class FeedSource implements Source, Closeable {
    private static final byte[] BUSY =
            "probus: another program is connected; try again when it has left\n".getBytes(StandardCharsets.UTF_8);

    private static final long LEAVING_MS = 200;

    private final ServerSocketChannel server;
    private final Optional<Path> file;
    private final String name;
    private final int lineLimit;
    private final AtomicReference<PumpedStream> feed = new AtomicReference<>();
    private volatile boolean stopped;

    private FeedSource(ServerSocketChannel server, Optional<Path> file, String name, int lineLimit) {
        this.server = server;
        this.file = file;
        this.name = name;
        this.lineLimit = lineLimit;
    }

    /**
     * Listens on a socket in the file system that only its owner may use.
     *
     * @throws IOException if it cannot, for example because there is such a file already
     */
    public static FeedSource unix(Path path, int lineLimit) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        SocketAddress address = UnixDomainSocketAddress.of(path);
        server.bind(address);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return new FeedSource(server, Optional.of(path), "unix:" + path, lineLimit);
    }

    /**
     * Listens on the loopback interface.
     *
     * @param port 0 for any that is free
     * @throws IOException if it cannot
     */
    public static FeedSource loopback(int port, int lineLimit) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        int bound = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return new FeedSource(server, Optional.empty(), "tcp:" + bound, lineLimit);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean canWait() {
        return false;
    }

    @Override
    public void stop() {
        stopped = true;
        PumpedStream open = feed.get();
        if (open != null) {
            open.stop();
        }
        try {
            close();
        } catch (IOException alreadyClosed) {
            // It is to be closed, and is.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }

    @Override
    public void deliver(Inlet inlet) throws InterruptedException {
        Thread door = new Thread(() -> admit(inlet), "door");
        door.setDaemon(true);
        door.start();
        door.join();
    }

    /** One thread accepts, another reads, so that who comes second is not kept waiting. */
    private void admit(Inlet inlet) {
        Thread reader = null;
        try {
            while (!stopped) {
                SocketChannel client = server.accept();
                if (isBusy(reader)) {
                    sendAway(client);
                    continue;
                }
                PumpedStream stream = new PumpedStream(new ClientStream(client));
                feed.set(stream);
                reader = new Thread(() -> read(stream, client, inlet), "feed");
                reader.setDaemon(true);
                reader.start();
            }
        } catch (ClosedChannelException stop) {
            // This is how accept() is told to end.
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } finally {
            join(reader);
        }
    }

    private void read(PumpedStream stream, SocketChannel client, Inlet inlet) {
        try (client) {
            new BootReader(InputStream.nullInputStream(), lineLimit).read(name, stream, inlet);
        } catch (IOException | Inlet.Stopped over) {
            // The input has ended in any case; what was read is delivered.
        }
    }

    /** {@return whether another program is connected} One that has just left may still be on its way out. */
    private static boolean isBusy(Thread reader) throws IOException {
        if (reader == null) {
            return false;
        }
        try {
            reader.join(LEAVING_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClosedChannelException();
        }
        return reader.isAlive();
    }

    private static void sendAway(SocketChannel client) throws IOException {
        try (client) {
            client.write(ByteBuffer.wrap(BUSY));
        } catch (AsynchronousCloseException gone) {
            // So much the better.
        }
    }

    private static void join(Thread reader) {
        try {
            if (reader != null) {
                reader.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The bytes of a connection; one that breaks off has ended. */
    private static final class ClientStream extends InputStream {
        private final SocketChannel client;

        ClientStream(SocketChannel client) {
            this.client = client;
        }

        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("read in blocks");
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            try {
                return client.read(ByteBuffer.wrap(bytes, from, length));
            } catch (IOException broken) {
                return -1;
            }
        }
    }
}
