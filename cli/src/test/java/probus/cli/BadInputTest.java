// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the input holds: a documented exit code, one clear message, and what is good of it is used. */
final class BadInputTest {
    @TempDir
    private Path folder;

    private Run check(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("input"), content);
        return Run.of("check", file.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void assertNothingRecognised(byte[] content) throws IOException {
        Run run = check(content);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("not checked");
        assertThat(run.err().lines()).hasSize(1).allMatch(line -> line.contains("nothing recognised"));
    }

    @Test
    void nothingRecognised() throws IOException {
        assertNothingRecognised(bytes(""));
        assertNothingRecognised(bytes("\n\n\n"));
        assertNothingRecognised(bytes("http 80/tcp\nssh 22/tcp\n"));
        byte[] junk = new byte[200_000];
        new Random(7).nextBytes(junk);
        assertNothingRecognised(junk);
    }

    @Test
    void cutCompression() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            Random random = new Random(7);
            gzip.write(bytes(Traces.freedTwice()));
            for (int i = 0; i < 10_000; i++) {
                gzip.write(bytes("# " + random.nextLong() + "\n"));
            }
        }
        byte[] whole = packed.toByteArray();
        Run run = check(Arrays.copyOf(whole, whole.length / 2));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("error[dev-iommu-freed-once]", "note: only the first");
        assertThat(run.err()).contains("gzip").doesNotContain("Exception");
    }

    @Test
    void longLineBetweenGoodOnes() throws IOException {
        String[] lines = Traces.freedTwice().split("\n", -1);
        String good = String.join("\n", Arrays.asList(lines).subList(0, 4)) + "\n";
        String rest = String.join("\n", Arrays.asList(lines).subList(4, lines.length));
        Run run = check(bytes(good + "x".repeat(20_000_000) + "\n" + rest));
        assertThat(run.out()).contains("error[dev-iommu-freed-once]", "1 line could not be read, the first is line 5");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        for (String line : Traces.freedTwice().split("\n", -1)) {
            mixed.write(bytes(line + "\n"));
            mixed.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 27, '[', '2', 'J', '\n'});
        }
        Run run = check(mixed.toByteArray());
        assertThat(run.out()).contains("error[dev-iommu-freed-once]").doesNotContain("\u001b");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void folders() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Run nothing = Run.of("check", empty.toString());
        assertThat(nothing.exit()).isEqualTo(3);
        assertThat(nothing.err().lines()).hasSize(1);
        Path boot = Files.createDirectory(folder.resolve("boot"));
        Files.writeString(boot.resolve("trace.txt"), Traces.freedTwice());
        Files.writeString(boot.resolve("console.log"), Traces.emptyBoot());
        Run run = Run.of("check", boot.toString());
        assertThat(run.out()).contains("boot: folder, kernel 6.1.192", "trace.txt:6");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void namesThatAreNoFiles() {
        for (String name : new String[] {"", "a\u0000b", "no\u001b[2J"}) {
            Run run = Run.withInput(new byte[0], Terminal.NONE, Map.of(), "check", name);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).doesNotContain("Exception", "\u001b");
        }
    }
}
