// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code probus monitor} does with streams. */
@Timeout(60)
final class MonitorTest {
    private static final String BOOT = "[    0.000000] Linux version 6.1.0-rc1 (a@b) #1 SMP\n";

    @TempDir
    private Path folder;

    @Test
    void violationIsToldBeforeAnotherByteIsWritten() throws Exception {
        try (Live live = Live.of("monitor", "--kernel", "6.1-rc1", "-")) {
            live.write(Traces.freedTwice());
            String said = live.says("error[dev-iommu-freed-once]");
            assertThat(said).contains("a.pwm").contains(" --> -:6");
            assertThat(live.ends().exit()).isEqualTo(1);
        }
    }

    @Test
    void programsAreToldBeforeAnotherByteIsWritten() throws Exception {
        try (Live live = Live.of("monitor", "--kernel", "6.1-rc1", "--format", "json")) {
            live.write(Traces.freedTwice());
            live.says("\"rule\":\"dev-iommu-freed-once\"");
            Run run = live.ends();
            Map<?, ?> last =
                    Json.object(Json.parse(lines(run.out()).get(lines(run.out()).size() - 1)));
            assertThat(last.get("type")).isEqualTo("end");
            assertThat(last.get("boot")).isEqualTo(1L);
        }
    }

    @Test
    void feedThatStopsInTheMiddleOfALineHoldsNothingBack() throws Exception {
        try (Live live = Live.of("monitor", "--kernel", "6.1-rc1")) {
            live.write(Traces.freedTwice() + "kworker/u8:4-43 [002] d.... 1.0001");
            live.says("error[dev-iommu-freed-once]");
            assertThat(live.ends().out()).contains("violated: ");
        }
    }

    @Test
    void bootsOfOneStreamAreToldApart() throws Exception {
        Run run = Run.withInput(
                BOOT + console(Traces.freedTwice()) + BOOT + console(Traces.freedOnce()),
                "monitor",
                "--format",
                "json");
        List<Map<?, ?>> ends = ends(run);
        assertThat(ends.stream().map(end -> String.valueOf(end.get("boot")))).containsExactly("1", "2");
        assertThat(verdict(ends.get(0), "dev-iommu-freed-once")).isEqualTo("violated");
        assertThat(verdict(ends.get(1), "dev-iommu-freed-once")).isNotEqualTo("violated");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void growingFileIsFollowed() throws Exception {
        Path file = Files.writeString(folder.resolve("trace"), Traces.freedOnce());
        try (Live live = Live.of("monitor", "--kernel", "6.1-rc1", "--follow", file.toString(), "--events")) {
            live.says("dev_iommu_free");
            String twice = Traces.freedTwice();
            Files.writeString(file, twice.substring(Traces.freedOnce().length()), StandardOpenOption.APPEND);
            live.says("error[dev-iommu-freed-once]");
        }
    }

    @Test
    void programsFeedEventsThroughALoopbackPort() throws Exception {
        try (Live live = Live.of("monitor", "--kernel", "6.1-rc1", "--listen", "tcp:0")) {
            Matcher port = Pattern.compile("listening on tcp:(\\d+)").matcher(live.warns("listening on tcp:"));
            assertThat(port.find()).isTrue();
            try (Socket first = connect(port);
                    Socket second = connect(port)) {
                assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("another program is connected");
                send(first, jsonLines());
                live.says("error[dev-iommu-freed-once]");
            }
            live.says("violated: ");
            try (Socket next = connect(port)) {
                send(next, jsonLines());
            }
            live.says("tcp:" + port.group(1) + ", boot 2");
        }
    }

    @Test
    void programsFeedEventsThroughASocketThatOnlyTheUserMayUse() throws Exception {
        Path socket = folder.resolve("probus.sock");
        try (Live live = Live.of("monitor", "--kernel", "6.1-rc1", "--listen", "unix:" + socket)) {
            live.warns("listening on unix:");
            assertThat(Files.getPosixFilePermissions(socket)).hasSize(2);
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                client.connect(UnixDomainSocketAddress.of(socket));
                client.write(ByteBuffer.wrap(jsonLines().getBytes(StandardCharsets.UTF_8)));
                live.says("error[dev-iommu-freed-once]");
            }
        }
    }

    @Test
    void readerThatStallsCostsEventsThatAreCounted() throws Exception {
        Stalled out = new Stalled();
        String line = Traces.freedOnce().lines().reduce((a, b) -> b).orElseThrow() + "\n";
        int lines = 200_000;
        byte[] input = (Traces.freedTwice() + line.repeat(lines)).getBytes(StandardCharsets.UTF_8);
        Thread opener = new Thread(out::openAfterAWhile);
        opener.start();
        int exit = Main.run(
                new String[] {
                    "monitor", "--kernel", "6.1-rc1", "--queue", "1000", "--patience", "10", "--format", "json"
                },
                new ByteArrayInputStream(input),
                out,
                new ByteArrayOutputStream(),
                Map.of(),
                Terminal.NONE);
        opener.join();
        assertThat(exit).isEqualTo(1);
        Map<?, ?> end = ends(new Run(exit, out.text(), "")).get(0);
        assertThat((Long) end.get("lostEvents")).isPositive();
        assertThat(out.text()).contains("\"type\":\"lost\"");
    }

    @Test
    void gigabyteWithoutANewlineIsSkipped() {
        InputStream endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(length, left);
                Arrays.fill(bytes, from, from + count, (byte) 'x');
                left -= count;
                return count;
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(new String[] {"monitor"}, endless, out, err, Map.of(), Terminal.NONE);
        assertThat(exit).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nothing recognised");
    }

    @Test
    void sourcesExcludeEachOther() {
        Run run = Run.of("monitor", "--follow", "a", "b");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("one source at a time");
        assertThat(Run.of("monitor", "--follow", folder.resolve("missing").toString())
                        .err())
                .contains("does not exist");
        assertThat(Run.of("monitor", "--listen", "udp:1").err()).contains("unix:PATH, or tcp:PORT");
        assertThat(Run.of("monitor", "--speed", "5").err()).contains("--speed is for the model");
    }

    private static Socket connect(Matcher port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String jsonLines() {
        return """
            {"boot":1}
            {"seq":1,"time":1000,"cpu":0,"pid":42,"task":"a","event":"DevIommuGet","dev":"a.pwm","object":"0x20","created":true}
            {"seq":2,"time":2000,"cpu":0,"pid":42,"task":"a","event":"DevIommuFree","dev":"a.pwm","object":"0x20"}
            {"seq":3,"time":3000,"cpu":1,"pid":43,"task":"b","event":"DevIommuFree","dev":"a.pwm","object":"0x20"}
            """;
    }

    /** The events of a trace as a crash dumps them on a console. */
    private static String console(String trace) {
        return "[    1.000000] Dumping ftrace buffer:\n[    1.000000] ---------------------------------\n"
                + trace.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replaceFirst(
                                "(\\S+) \\[00(\\d)] (\\S+) 1\\.(\\d+):", "[    1.000000] $1 $2$3 1$4us :"))
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static List<Map<?, ?>> ends(Run run) {
        return lines(run.out()).stream()
                .<Map<?, ?>>map(line -> Json.object(Json.parse(line)))
                .filter(line -> "end".equals(line.get("type")))
                .toList();
    }

    private static Object verdict(Map<?, ?> end, String rule) {
        return Json.array(end.get("verdicts")).stream()
                .<Map<?, ?>>map(Json::object)
                .filter(verdict -> rule.equals(verdict.get("rule")))
                .findFirst()
                .orElseThrow()
                .get("verdict");
    }

    /** A reader that reads nothing for a while. */
    private static final class Stalled extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch open = new CountDownLatch(1);

        void openAfterAWhile() {
            try {
                Thread.sleep(1500);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            open.countDown();
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            try {
                open.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            bytes.write(from, offset, length);
        }
    }
}
