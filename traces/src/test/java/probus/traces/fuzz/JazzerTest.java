// SPDX-License-Identifier: Apache-2.0
package probus.traces.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer damages inputs, guided by the code that each damage reaches: so many runs over all readers, or with {@code
 * probus.fuzz.seconds} so long, over the one that {@code probus.fuzz.reader} names. It runs in a JVM of its own, since what it
 * does to classes would slow down every other test.
 */
final class JazzerTest {
    private static final long SEED = Long.getLong("probus.seed", 20261122L);
    private static final String ONLY = System.getProperty("probus.fuzz.reader", "");
    private static final int RUNS = 1500;
    private static final int SECONDS = Integer.getInteger("probus.fuzz.seconds", 0);
    private static final int SECONDS_MOST = 30;
    private static final Path FOUND = Path.of("target", "fuzz");

    @TempDir
    private Path folder;

    @Test
    void guidedDamageIsReadOrExplained() throws IOException, InterruptedException {
        Path corpus = corpus();
        Files.createDirectories(FOUND);
        Path log = FOUND.resolve("jazzer.log");
        Process process = new ProcessBuilder(command(corpus))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(SECONDS + 4L * SECONDS_MOST, TimeUnit.SECONDS);
            assertThat(ended).as("Jazzer ended; " + log).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(process.exitValue())
                .as(() -> "what Jazzer found is in " + found() + "; move it to the kept inputs of that reader\n" + said)
                .isZero();
        assertThat(said).contains("Done ");
    }

    private static List<String> command(Path corpus) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+EnableDynamicAgentLoading",
                "-Dprobus.fuzz.reader=" + ONLY,
                "-cp",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=probus.traces.**",
                "--reproducer_path=" + FOUND,
                "-artifact_prefix=" + FOUND + "/",
                "-seed=" + SEED,
                "-timeout=10",
                // what the JVM has beside its heap is not the readers' doing
                "-rss_limit_mb=0",
                "-max_len=16384",
                "-max_total_time=" + (SECONDS > 0 ? SECONDS : SECONDS_MOST)));
        if (SECONDS == 0) {
            command.add("-runs=" + RUNS);
        }
        command.add(corpus.toString());
        return command;
    }

    /** Writes the inputs to begin with; where the reader is not named, the first byte of each chooses it. */
    private Path corpus() throws IOException {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        for (Reader reader : Reader.values()) {
            if (ONLY.isEmpty() || reader.label().equals(ONLY)) {
                int number = 0;
                for (byte[] input : Seeds.of(reader)) {
                    Path file = corpus.resolve(reader.label() + "-" + number++);
                    Files.write(file, ONLY.isEmpty() ? prefixed(reader, input) : input);
                }
            }
        }
        return corpus;
    }

    private static byte[] prefixed(Reader reader, byte[] input) {
        byte[] prefixed = new byte[input.length + 1];
        prefixed[0] = (byte) FuzzTarget.choiceOf(reader);
        System.arraycopy(input, 0, prefixed, 1, input.length);
        return prefixed;
    }

    /** {@return the inputs that Jazzer left behind, each as its reader takes it} */
    private static List<Path> found() {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOUND)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("(crash|timeout|oom)-.*"))
                    .toList()) {
                byte[] input = Files.readAllBytes(file);
                Path into =
                        FOUND.resolve(ONLY.isEmpty() ? FuzzTarget.chosen(input).label() : ONLY);
                Files.createDirectories(into);
                byte[] own = ONLY.isEmpty() ? Arrays.copyOfRange(input, 1, input.length) : input;
                found.add(Files.write(into.resolve(file.getFileName()), own));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }
}
