// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ctrl-C ends a monitor with what it has found, as it would have ended by itself. */
@Timeout(60)
final class InterruptionTest {
    @Test
    void streamThatGoesOnEndsWithItsVerdicts() throws Exception {
        Process monitor = start("monitor", "--kernel", "6.1-rc1", "-");
        monitor.getOutputStream().write(Traces.freedTwice().getBytes(StandardCharsets.UTF_8));
        monitor.getOutputStream().flush();
        assertThat(endAfterFirstLine(monitor)).contains("error[dev-iommu-freed-once]", "violated: 1 rule");
        assertThat(monitor.exitValue()).isEqualTo(1);
    }

    @Test
    void modelThatGoesOnEndsWithItsSum() throws Exception {
        Process monitor =
                start("monitor", "--kernel", "6.1.192", "--board", "two-iommus-one-device", "--async", "rk_iommu");
        assertThat(endAfterFirstLine(monitor)).contains("in all ", "pm-enabled-before-publication ×");
        assertThat(monitor.exitValue()).isZero();
    }

    private static Process start(String... args) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-cp", classPath, "probus.cli.Main");
        builder.command().addAll(List.of(args));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String endAfterFirstLine(Process monitor) throws Exception {
        try (BufferedReader out = monitor.inputReader(StandardCharsets.UTF_8)) {
            String first = out.readLine();
            new ProcessBuilder("kill", "-INT", Long.toString(monitor.pid()))
                    .start()
                    .waitFor();
            String rest = out.lines().collect(Collectors.joining("\n"));
            assertThat(monitor.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return first + "\n" + rest;
        } finally {
            monitor.destroyForcibly();
        }
    }
}
