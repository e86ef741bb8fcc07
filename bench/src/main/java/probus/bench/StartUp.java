// SPDX-License-Identifier: Apache-2.0
package probus.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Whole runs of {@code probus check} under one JDK, interleaved with others to compare with. */
final class StartUp {
    private static final String SAMPLE = "traces/samples/K-good/asyncrk-kpfull/run05/trace.txt.gz";
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final int NEW_JDK = 25;
    private static final List<String> STAGES =
            List.of("start", "options parsed", "input read", "rules loaded", "answered", "end");

    private final Path home;
    private final int release;
    private final String launcher;
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();

    private StartUp(Path root, Path home, int release) {
        this.home = home;
        this.release = release;
        launcher = root.resolve("probus").toString();
    }

    /** {@return what this JDK needs for a trace of about 5,000 lines, and JDK 25 where it is installed} */
    static List<StartUp> measure(Path root, int times) throws IOException, InterruptedException {
        List<StartUp> all = new ArrayList<>();
        all.add(new StartUp(
                root,
                Path.of(System.getProperty("java.home")),
                Runtime.version().feature()));
        Path newer = installed();
        if (newer != null && Runtime.version().feature() != NEW_JDK) {
            all.add(new StartUp(root, newer, NEW_JDK));
        }
        Path folder = Files.createTempDirectory("probus-bench");
        Path trace = folder.resolve("trace.txt");
        try {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(root.resolve(SAMPLE)))) {
                Files.copy(in, trace);
            }
            for (StartUp one : all) {
                one.measure(root, trace, times);
            }
        } finally {
            Files.deleteIfExists(trace);
            Files.deleteIfExists(folder);
        }
        return all;
    }

    private static Path installed() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return null;
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> home.getFileName().toString().contains("-" + NEW_JDK + "-"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst()
                    .orElse(null);
        }
    }

    private void measure(Path root, Path trace, int times) throws IOException, InterruptedException {
        String java = home.resolve("bin/java").toString();
        List<String> check = List.of(launcher, "check", trace.toString());
        List<String> empty = List.of(java, "-XX:+UseSerialGC", "-cp", jars(root), Nothing.class.getName());
        Path archive = prepare(check);
        List<String> direct = direct(java, root, archive);
        for (int i = 0; i < times; i++) {
            sample("version", Child.wallMillis(List.of(java, "-version"), home));
            sample("check", Child.wallMillis(check, home));
            sample("empty", Child.wallMillis(empty, home));
            sample("launched", Child.wallMillis(List.of(launcher, "--version"), home));
            sample("direct", Child.wallMillis(direct, home));
            stages(Child.log(check, home));
        }
    }

    /** Has the launcher make its archive, waits for it, and {@return it}. */
    private Path prepare(List<String> check) throws IOException, InterruptedException {
        String said = "probus: class archive ";
        for (int i = 0; i < 120; i++) {
            for (String line : Child.log(check, home).lines().toList()) {
                if (line.startsWith(said)) {
                    return Path.of(line.substring(said.length()));
                }
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("no class archive for " + home);
    }

    private List<String> direct(String java, Path root, Path archive) throws IOException {
        String option = release >= NEW_JDK ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
        return List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                option + archive,
                "-cp",
                shipped(root),
                "probus.cli.Main",
                "--version");
    }

    private static String jars(Path root) throws IOException {
        return root.resolve("bench/target/classes") + File.pathSeparator + shipped(root);
    }

    private static String shipped(Path root) throws IOException {
        try (Stream<Path> jars = Files.list(root.resolve("cli/target/lib"))) {
            return String.join(
                    File.pathSeparator,
                    jars.map(Path::toString)
                            .filter(jar -> jar.endsWith(".jar"))
                            .sorted()
                            .toList());
        }
    }

    /** Each line that tells a time tells when something was done, counted from the start of main. */
    private void stages(String log) {
        for (String line : log.lines().toList()) {
            String[] parts = line.split(" at | ms", -1);
            if (line.startsWith("probus: ")
                    && parts.length == 3
                    && parts[1].chars().allMatch(Character::isDigit)) {
                sample(parts[0].substring("probus: ".length()), Double.parseDouble(parts[1]));
            }
        }
    }

    private void sample(String name, double value) {
        samples.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    void print(Table table) {
        String jdk = "JDK " + release + ": ";
        best(table, jdk + "java -version", "version");
        double check = median("check");
        double bar = release >= NEW_JDK ? 7 : 8;
        table.ratio(jdk + "probus check, 5,000 lines", check, "ms", check / median("version"), bar);
        table.row("... best", values("check")[0], "ms");
        table.row("... launcher, until it starts Java", values("launched")[0] - values("direct")[0], "ms");
        table.row("... JVM with an empty main", median("empty"), "ms");
        for (String stage : STAGES) {
            if (samples.containsKey(stage)) {
                table.row("... in main: " + stage + " at" + beside(stage), median(stage), "ms");
            }
        }
    }

    private static String beside(String stage) {
        return stage.equals("rules loaded") ? " (beside the reading)" : "";
    }

    private void best(Table table, String what, String name) {
        table.row(what, median(name), "ms");
        table.row("... best", values(name)[0], "ms");
    }

    private double median(String name) {
        return Bench.median(values(name));
    }

    /** {@return the samples, the lowest first} */
    private double[] values(String name) {
        double[] values =
                samples.get(name).stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(values);
        return values;
    }

    /** Does nothing: what a JVM needs to start with the same jars. */
    static final class Nothing {
        private Nothing() {}

        /** Returns at once. */
        public static void main(String[] arguments) {
            // nothing to do
        }
    }
}
