// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} answers, and its exit codes. */
final class CheckTest {
    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void violationIsToldAndFails() throws IOException {
        Run run = Run.of("check", "--kernel", "6.1-rc1", file("boot.trace", Traces.freedTwice()));
        assertThat(run.out())
                .contains("error[dev-iommu-freed-once]", "boot.trace:6", "kernel 6.1-rc1 → P61RC (option)")
                .contains("freed by kworker/u8:4-43 and by kworker/u8:3-42")
                .contains("probus explain dev-iommu-freed-once");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void sameInputSameBytes() throws IOException {
        String file = file("boot.trace", Traces.freedTwice());
        assertThat(Run.of("check", file)).isEqualTo(Run.of("check", file));
    }

    @Test
    void nothingViolatedIsZeroAndStrictMindsTheUndecided() throws IOException {
        String file = file("boot.trace", Traces.freedOnce());
        assertThat(Run.of("check", file).exit()).isZero();
        assertThat(Run.of("check", "--strict", file).exit()).isEqualTo(5);
        assertThat(Run.of("check", file("empty.log", Traces.emptyBoot())).exit())
                .isZero();
    }

    @Test
    void standardInputIsReadWithoutFile() {
        assertThat(Run.withInput(Traces.freedTwice(), "check").out()).startsWith("standard input: ftrace");
        assertThat(Run.withInput(Traces.freedTwice(), "check", "-").exit()).isEqualTo(1);
    }

    @Test
    void rulesAreChosenByTheirIdOrTheirCatalogueEntry() throws IOException {
        String file = file("boot.trace", Traces.freedTwice());
        assertThat(Run.of("check", "--rule", "DI-1", file).out()).contains("error[dev-iommu-freed-once]");
        assertThat(Run.of("check", "--rule=no-kernel-oops", file).out()).contains("· 1 rule ·");
        Run ignored = Run.of("check", "--ignore", "DI-1", "--ignore=dev-iommu-not-freed-under-user", file);
        assertThat(ignored.out()).doesNotContain("dev-iommu-freed-once");
    }

    @Test
    void onlyOneDeviceIsLookedAt() throws IOException {
        String file = file("boot.trace", Traces.freedTwice());
        assertThat(Run.of("check", "--device", "a.pwm", file).exit()).isEqualTo(1);
        Run other = Run.of("check", "--device", "a.pvm", file);
        assertThat(other.exit()).isZero();
        assertThat(other.err()).contains("did you mean 'a.pwm'?");
    }

    @Test
    void eachInputIsAnsweredInOrderAndUnreadableBeatsViolated() throws IOException {
        String first = file("first.log", Traces.emptyBoot());
        String last = file("last.trace", Traces.freedTwice());
        String missing = folder.resolve("missing").toString();
        Run run = Run.of("check", first, missing, last);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out())
                .containsSubsequence("first.log: ", "missing: not checked", "last.trace: ", "in all 3 answers");
        assertThat(run.err()).containsOnlyOnce("missing").contains("does not exist");
    }

    @Test
    void eachBootOfALogIsAnswered() throws IOException {
        Run run = Run.of("check", file("two.log", Traces.emptyBoot() + Traces.emptyBoot()));
        assertThat(run.out()).contains("two.log: console", "two.log, boot 2: console");
    }

    @Test
    void oneBootMayBeInSeveralFiles() throws IOException {
        String log = file("console.log", Traces.emptyBoot());
        String trace = file("boot.trace", Traces.freedTwice());
        Run run = Run.of("check", "--one-boot", log, trace);
        assertThat(run.out()).contains("kernel 6.1.192 → P61Y (banner)").contains("error[dev-iommu-freed-once]");
        assertThat(run.out()).doesNotContain("in all");
    }

    @Test
    void unknownNamesGetTheNearest() throws IOException {
        String file = file("boot.trace", Traces.freedOnce());
        assertUsage("did you mean 'dev-iommu-freed-once'?", "check", "--rule", "dev-iommu-fred-once", file);
        assertUsage("did you mean '--kernel'?", "check", "--kernal", "6.1", file);
        assertUsage("did you mean 'check'?", "chek", file);
        assertUsage("did you mean 'json'?", "check", "--format", "jsn", file);
        assertUsage("profiles are P510", "check", "--kernel", "longterm", file);
        assertUsage("older than 5.10", "check", "--kernel", "4.19", file);
        assertUsage("needs a number", "check", "--max-line", "0", file);
        assertUsage(
                "cannot be written", "check", "-o", folder.resolve("no/such").toString(), file);
        assertUsage("--rule", "check", "--rule");
        assertUsage("Commands:");
    }

    private static void assertUsage(String hint, String... args) {
        Run run = Run.of(args);
        assertThat(run.err()).contains(hint);
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void approximatedKernelIsSaid() throws IOException {
        Run run = Run.of("check", "--kernel", "6.7", file("boot.trace", Traces.freedOnce()));
        assertThat(run.out()).contains("kernel 6.7 → P66 (option, approximated by 6.6)");
    }

    @Test
    void answerGoesToAFile() throws IOException {
        Path answer = folder.resolve("answer.txt");
        Run run = Run.of("check", "-o", answer.toString(), file("boot.trace", Traces.freedTwice()));
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(answer).content().contains("error[dev-iommu-freed-once]");
    }

    @Test
    void colourOnlyForATerminalOrWhenAskedFor() throws IOException {
        String file = file("boot.trace", Traces.freedTwice());
        Terminal terminal = new Terminal(true, true, 90);
        byte[] none = {};
        assertThat(Run.withInput(none, terminal, Map.of(), "check", file).out()).contains("\u001b[");
        assertThat(Run.withInput(none, terminal, Map.of("NO_COLOR", "1"), "check", file)
                        .out())
                .doesNotContain("\u001b");
        assertThat(Run.of("check", file).out()).doesNotContain("\u001b");
        assertThat(Run.of("check", "--color", "always", file).out()).contains("\u001b[");
    }

    @Test
    void readerWhoLeavesIsNoErrorButAFullDiskIs() throws IOException {
        String file = file("boot.trace", Traces.freedTwice());
        assertThat(runInto("Broken pipe", file)).isEqualTo(1);
        assertThat(runInto("No space left on device", file)).isEqualTo(4);
    }

    private static int runInto(String problem, String file) {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(problem);
            }
        };
        return Main.run(
                new String[] {"check", file},
                InputStream.nullInputStream(),
                closed,
                OutputStream.nullOutputStream(),
                Map.of(),
                Terminal.NONE);
    }

    @Test
    void bothParsersUnderstandTheSame() throws IOException {
        String file = file("boot.trace", Traces.freedTwice());
        // A repeated flag is not plain, so that picocli parses the second.
        Run plain = Run.of("check", "-v", "--kernel=6.1", "--rule", "DI-1", "--rule", "DI-4", file);
        Run other = Run.of("check", "--kernel=6.1", "--rule", "DI-1", "--rule", "DI-4", "-v", "--", file);
        assertThat(other).isEqualTo(plain);
    }

    @Test
    void bugIsReportedWithWhatIsNeededToRepeatIt() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("boom");
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                return read();
            }
        };
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        int exit = Main.run(
                new String[] {"check", "-", "it's"},
                broken,
                OutputStream.nullOutputStream(),
                err,
                Map.of(),
                Terminal.NONE);
        assertThat(exit).isEqualTo(4);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("internal error", "boom", "probus check - 'it'\\''s'")
                .doesNotContain("\tat ");
    }
}
