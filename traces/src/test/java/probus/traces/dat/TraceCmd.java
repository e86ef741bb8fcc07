// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The {@code trace-cmd} of this machine, with which ours is compared. */
final class TraceCmd {
    private TraceCmd() {}

    /** {@return whether there is one} */
    static boolean isInstalled() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "trace-cmd")));
    }

    /** {@return what {@code trace-cmd report} prints, without lines that are no events} */
    static List<String> report(Path file, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("trace-cmd", "report", "-t"));
        command.addAll(List.of(options));
        command.add(file.toString());
        Path output = Files.createTempFile("report", ".txt");
        try {
            run(command, output);
            try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
                return lines.toList();
            }
        } finally {
            Files.delete(output);
        }
    }

    /** Writes a file once more, in another version or packing. */
    static void convert(Path from, Path to, String version, String packing) throws IOException {
        run(
                List.of(
                        "trace-cmd",
                        "convert",
                        "-i",
                        from.toString(),
                        "-o",
                        to.toString(),
                        "--file-version",
                        version,
                        "--compression",
                        packing),
                Path.of("/dev/null"));
    }

    private static void run(List<String> command, Path output) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed");
            }
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
