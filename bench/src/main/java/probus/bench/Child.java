// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs other processes. */
final class Child {
    private static final String JAVA =
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";

    private Child() {}

    /** {@return what {@link Cost} prints in a fresh JVM} */
    static String cost(List<String> options, String... arguments) throws IOException, InterruptedException {
        return of(Cost.class, options, arguments);
    }

    /** {@return what the main class of a measurement prints in a fresh JVM} */
    static String of(Class<?> main, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return output(new ProcessBuilder(command)).trim();
    }

    /** {@return what a command of Probus says on standard error when it is to tell what it does} */
    static String log(List<String> command, Path home) throws IOException, InterruptedException {
        ProcessBuilder builder = under(command, home);
        builder.environment().put("PROBUS_DEBUG", "1");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        return finish(process, process.getErrorStream());
    }

    /** {@return the milliseconds that a command takes under a JDK} */
    static double wallMillis(List<String> command, Path home) throws IOException, InterruptedException {
        ProcessBuilder builder = under(command, home);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        output(builder);
        return (System.nanoTime() - start) / 1e6;
    }

    private static ProcessBuilder under(List<String> command, Path home) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", home.toString());
        return builder;
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        return finish(process, process.getInputStream());
    }

    private static String finish(Process process, InputStream stream) throws IOException, InterruptedException {
        try (stream) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        }
    }
}
