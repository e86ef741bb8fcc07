// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Nothing that Probus says depends on a device's name, on which task is which or on when the boot was: what is changed in the
 * trace is changed in the answer, exactly so, and nothing else.
 */
final class TransformedTracesTest {
    /** In the last one nearly every worker is named by a report, so there are no two to swap. */
    private static final List<String> BOOTS = List.of(
            "K-rc1/asyncrk-kpfull/run05/console.log.gz",
            "K-fixed/asyncrk-kpfull/run07/console.log.gz",
            "K-good/asyncall-kpfull/run01/trace.txt.gz",
            "K-good/asyncrk-kpfull/run05/trace.txt.gz",
            "K-rc1/asyncrk-kpcmd/run01/console.log.gz");

    private static final Path SAMPLES = SourceTree.ROOT.resolve("traces/samples");
    private static final long SEED = Long.getLong("probus.seed", 20261122L);
    private static final Pattern DEVICE = Pattern.compile("\\bff([0-9a-f]{6})(?=\\.[a-z])|@ff([0-9a-f]{6})\\b");
    private static final Pattern TIME = Pattern.compile("(?<![\\d.])(\\d{1,2})\\.(\\d{6})(?!\\d)");
    private static final Pattern DUMP_TIME = Pattern.compile("(?<=\\.\\.\\.\\. )(\\d{7})(?=us)");
    private static final Pattern WORKER = Pattern.compile("kworker/(?:u8:\\d)?-\\d+");
    private static final Pattern REPORTED = Pattern.compile("PID: (\\d+)");

    @TestFactory
    Stream<DynamicTest> renamedDevicesAreRenamedInTheAnswer() {
        return each(
                BOOTS,
                "devices renamed",
                text -> line -> replace(
                        DEVICE,
                        line,
                        found -> found.group(1) == null ? "@ee" + found.group(2) : "ee" + found.group(1)));
    }

    @TestFactory
    Stream<DynamicTest> shiftedTimesAreShiftedInTheAnswer() {
        return each(BOOTS, "a second later", text -> line -> {
            String later = replace(TIME, line, found -> (Long.parseLong(found.group(1)) + 1) + "." + found.group(2));
            return replace(DUMP_TIME, later, found -> Long.toString(Long.parseLong(found.group(1)) + 1_000_000));
        });
    }

    @TestFactory
    Stream<DynamicTest> swappedTasksAreSwappedInTheAnswer() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        return each(BOOTS.subList(0, 4), "two tasks swapped, seed " + SEED, text -> {
            List<String> workers = new ArrayList<>(workers(text));
            String one = workers.remove(random.nextInt(workers.size()));
            String other = workers.remove(random.nextInt(workers.size()));
            return line -> replace(
                    WORKER,
                    line,
                    found -> found.group().equals(one) ? other : found.group().equals(other) ? one : found.group());
        });
    }

    private static Stream<DynamicTest> each(
            List<String> samples, String what, java.util.function.Function<String, UnaryOperator<String>> made) {
        return samples.stream()
                .map(sample -> DynamicTest.dynamicTest(sample + ": " + what, () -> {
                    String text = read(SAMPLES.resolve(sample));
                    UnaryOperator<String> change = made.apply(text);
                    String changed = change.apply(text);
                    assertThat(changed).as("the input").isNotEqualTo(text);
                    assertThat(answer(changed)).isEqualTo(change.apply(answer(text)));
                }));
    }

    private static String answer(String text) {
        return Run.withInput(text, "check", "--kernel", "6.1.192", "--all", "--verbose")
                .out();
    }

    /** {@return the workers that are as long as one another and that no report of an oops or a warning names} */
    private static Set<String> workers(String text) {
        Set<String> workers = new TreeSet<>();
        Set<String> reported = new TreeSet<>();
        WORKER.matcher(text).results().map(MatchResult::group).forEach(workers::add);
        REPORTED.matcher(text).results().map(found -> found.group(1)).forEach(reported::add);
        workers.removeIf(worker -> !worker.matches(".*-\\d\\d") || reported.contains(pid(worker)));
        return workers;
    }

    private static String pid(String worker) {
        return worker.substring(worker.lastIndexOf('-') + 1);
    }

    private static String replace(
            Pattern pattern, String text, java.util.function.Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found)));
    }

    private static String read(Path sample) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(sample))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
