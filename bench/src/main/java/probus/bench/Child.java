// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs other processes. */
final class Child {
    private static final String JAVA =
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";

    private Child() {}

    /** {@return the command that runs this Java} */
    static String java() {
        return JAVA;
    }

    /** {@return what {@link Cost} prints in a fresh JVM} */
    static String cost(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cost.class.getName()));
        command.addAll(List.of(arguments));
        return output(command, false).trim();
    }

    /** {@return the standard output, or the standard error, of a command} */
    static String output(List<String> command, boolean error) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (error) {
            builder.environment().put("PROBUS_DEBUG", "1");
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        } else {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        Process process = builder.start();
        try (InputStream in = error ? process.getErrorStream() : process.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        }
    }

    /** {@return the milliseconds that a command takes} */
    static double wallMillis(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        output(command, false);
        return (System.nanoTime() - start) / 1e6;
    }
}
