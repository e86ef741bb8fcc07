// SPDX-License-Identifier: Apache-2.0
package probus.bench.explore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.model.example.SevenStep;

/** Spin's search of the seven-step model in Promela: {@code spin -a}, a C compiler, and the program that they make. */
public final class Spin {
    private static final String MODEL = "seven-step.pml";
    private static final Pattern STATES = Pattern.compile("(?m)^\\s*(\\d+) states, stored");
    private static final long LONGEST_SECONDS = 600;

    private final Path folder;

    private Spin(Path folder) {
        this.folder = folder;
    }

    /** {@return whether spin and a C compiler are installed} */
    public static boolean isInstalled() {
        return answers("spin", "-V") && answers("gcc", "--version");
    }

    /**
     * Makes the program that searches a model.
     *
     * @param folder an empty one to make it in
     * @throws IOException if spin or the compiler fails
     */
    public static Spin of(SevenStep size, Path folder) throws IOException, InterruptedException {
        try (InputStream model = Spin.class.getResourceAsStream(MODEL)) {
            Files.copy(model, folder.resolve(MODEL));
        }
        run(
                folder,
                "spin",
                "-a",
                "-DTASKS=" + size.tasks(),
                "-DDEVICES=" + size.devices(),
                "-DFIXED=" + (size.fixed() ? 1 : 0),
                MODEL);
        run(folder, "gcc", "-O3", "-DNOREDUCE", "-DSAFETY", "-w", "-o", "pan", "pan.c");
        return new Spin(folder);
    }

    /** {@return how many states it meets} */
    public long states() throws IOException, InterruptedException {
        Matcher states = STATES.matcher(run(folder, "./pan", "-m1000000", "-w22"));
        if (!states.find()) {
            throw new IOException("pan does not say how many states it met");
        }
        return Long.parseLong(states.group(1));
    }

    private static boolean answers(String... command) {
        try {
            run(Path.of("."), command);
            return true;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + text);
            }
            return text;
        }
    }
}
