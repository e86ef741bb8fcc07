// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as it is asked for on the command line. */
final class MonitorPageTest {
    @TempDir
    private Path folder;

    @Test
    void addressIsPrintedWithItsToken() throws IOException {
        for (String serve : new String[] {"--serve", "--serve=0"}) {
            Run run = Run.of("monitor", serve, trace());
            assertThat(run.err()).containsPattern("probus: the page: http://127\\.0\\.0\\.1:\\d+/#[\\w-]{24}\n");
            assertThat(run.out()).contains("dev-iommu-freed-once").doesNotContain("http://");
            assertThat(run.exit()).isEqualTo(1);
        }
    }

    @Test
    void portIsANumberThatIsFree() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = Run.of("monitor", "--serve=" + taken.getLocalPort(), trace());
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("no page can be served at 127.0.0.1, port " + taken.getLocalPort());
        }
        assertThat(Run.of("monitor", "--serve=http", trace()).exit()).isEqualTo(2);
        assertThat(Run.of("monitor", "--serve=70000", trace()).exit()).isEqualTo(2);
        assertThat(Run.of("monitor", "--serve", "--host", "no such host", trace())
                        .exit())
                .isEqualTo(2);
    }

    private String trace() throws IOException {
        return Files.writeString(folder.resolve("boot.trace"), Traces.freedTwice())
                .toString();
    }
}
