// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExploreTest {
    private static final String[] SEED_CRASH = {
        "explore", "--kernel", "6.1-rc1", "--board", "two-iommus-one-device", "--async", "rk_iommu"
    };
    private static final Run SEARCH = Run.of(with("--strategy", "pct", "--budget", "14", "--format", "json"));
    private static final Map<?, ?> SCHEMA =
            Json.object(Json.parse(SourceTree.text(SourceTree.ROOT.resolve("docs/explore.schema.json"))));

    @TempDir
    private Path folder;

    private static String[] with(String... more) {
        return with(SEED_CRASH, more);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** A search whose only question is about a rule that such a boot does not break. */
    private static Run harmless(String... more) {
        return Run.of(with(
                new String[] {"explore", "--kernel", "6.1.192", "--board", "two-iommus-one-device", "--rule", "DI-1"},
                more));
    }

    private static List<Map<?, ?>> findings(Run run) {
        return Json.array(Json.object(Json.parse(run.out())).get("findings")).stream()
                .<Map<?, ?>>map(Json::object)
                .toList();
    }

    private static Map<?, ?> first(Run run, String kind) {
        return findings(run).stream()
                .filter(finding -> finding.get("kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void seedCrashIsFoundAndCanBeReplayed() throws IOException {
        assertThat(SEARCH.exit()).isEqualTo(1);
        assertThat(SEARCH.err()).isEmpty();
        Map<?, ?> answer = Json.object(Json.parse(SEARCH.out()));
        assertThat(Json.faults(answer, SCHEMA, SCHEMA, "")).isEmpty();
        assertThat(answer.get("kernel")).isEqualTo("P61RC");
        assertThat(answer.get("seed")).isEqualTo(1L);
        Map<?, ?> crash = first(SEARCH, "null-deref");
        assertThat(crash.get("function")).isEqualTo("dev_iommu_free");
        assertThat(crash.get("tasks")).isEqualTo(3L);
        assertThat(first(SEARCH, "race").get("message").toString()).contains("nothing orders the two");

        String schedule = crash.get("schedule").toString();
        String file =
                Files.writeString(folder.resolve("schedule"), schedule + "\n").toString();
        Run replay = Run.of(with("--replay", "@" + file));
        assertThat(replay.exit()).isEqualTo(1);
        assertThat(replay.out())
                .contains(
                        "error[null-deref]: dev_iommu_free uses a pointer that is NULL",
                        "Unable to handle kernel NULL pointer dereference at virtual address 0000000000000030",
                        "pc : dev_iommu_free",
                        "dev->iommu = NULL",
                        "OOPS in dev_iommu_free at 0x30",
                        "rule: error[dev-iommu-freed-after-get] (DI-1)",
                        "--replay '" + schedule + "'");
        Run again = Run.of(with("--replay", schedule, "--format", "json"));
        assertThat(first(again, "null-deref").get("schedule")).isEqualTo(schedule);
    }

    @Test
    void traceOfAScheduleIsJudgedAsTheScheduleIs() {
        String trace = folder.resolve("crash.jsonl").toString();
        String schedule = first(SEARCH, "null-deref").get("schedule").toString();
        Run replay = Run.of(with("--replay", schedule, "--trace", trace));
        Run check = Run.of("check", "--format", "json", trace);
        assertThat(check.exit()).isEqualTo(1);
        Map<?, ?> input = Json.object(
                Json.array(Json.object(Json.parse(check.out())).get("inputs")).get(0));
        assertThat(input.get("kernel")).isEqualTo("P61RC");
        Set<String> violated = new TreeSet<>();
        for (Object each : Json.array(input.get("verdicts"))) {
            Map<?, ?> verdict = Json.object(each);
            if (verdict.get("verdict").equals("violated")) {
                violated.add(verdict.get("rule").toString());
            }
        }
        assertThat(violated).contains("dev-iommu-freed-after-get", "no-kernel-oops");
        // What breaks in every schedule is told of the search, not of each crash.
        String told = replay.out() + SEARCH.out();
        violated.stream()
                .filter(rule -> !rule.equals("no-kernel-oops"))
                .forEach(rule -> assertThat(told).contains(rule));
    }

    @Test
    void anotherScheduleIsNotFollowed() {
        String schedule = "v1 model=0000000000000000 cfg=P61RC:two-iommus-one-device:async=rk_iommu seed=none"
                + " | T0*3/0000 | end=none trace=0000000000000000";
        Run run = Run.of(with("--replay", schedule));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("cannot be followed: after 2 steps", "another version of the model");
        Run other = Run.of(with("--replay", schedule.replace("P61RC", "P66")));
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("is one of P66:two-iommus-one-device", "say P61RC:");
        assertThat(Run.of(with("--replay", "T0*3")).err()).contains("Not a schedule");
        assertThat(Run.of(with("--replay", "@" + folder.resolve("none"))).exit())
                .isEqualTo(3);
    }

    @Test
    void completeSearchSaysSo() {
        Run run = harmless("--strict");
        assertThat(run.out()).contains("searched: exhaustive", "complete: every interleaving", "nothing goes wrong");
        assertThat(run.exit()).isZero();
    }

    @Test
    void searchThatIsNotCompleteFailsOnlyIfStrict() {
        Run run = harmless("--strategy", "round-robin");
        assertThat(run.out()).contains("not complete: it is one schedule of many", "so far");
        assertThat(run.exit()).isZero();
        assertThat(harmless("--strategy", "round-robin", "--strict").exit()).isEqualTo(5);
    }

    @Test
    void ruleThatBreaksWhereNothingElseDoesIsAFinding() {
        Run run = Run.of(
                "explore",
                "--kernel",
                "6.1.192",
                "--board",
                "two-iommus-one-device",
                "--strategy",
                "round-robin",
                "--rule",
                "HW-7",
                "--format",
                "json");
        Map<?, ?> finding = first(run, "invariant");
        assertThat(finding.get("rule").toString()).startsWith("pm-enabled-before");
        assertThat(finding.get("catalog")).isEqualTo("HW-7");
        assertThat(finding.get("function")).isEqualTo("iommu_device_register");
        assertThat(run.exit()).isZero();
        assertThat(finding.get("schedule").toString()).startsWith("v1 model=");
    }

    @Test
    void randomSearchPrintsItsSeed() {
        Run run = harmless("--strategy", "pos", "--seed", "99", "--budget", "3");
        assertThat(run.out()).contains("pos, seed 99: 3 schedules");
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        String[] search = {"--async", "rk_iommu", "--strategy", "random", "--budget", "5", "--seed", "3"};
        assertThat(harmless(search).out()).isEqualTo(harmless(search).out());
    }

    @ParameterizedTest
    @CsvSource({
        "--kernel,P61CR,P61RC",
        "--board,two-iommus-one-devise,two-iommus-one-device",
        "--async,rk_iomu,rk_iommu",
        "--inject,irqget,irqGet",
        "--strategy,exaustive,exhaustive",
        "--rule,dev-iommu-freed-onse,dev-iommu-freed-once",
        "--fail-on,eror,error",
        "--format,jsn,json"
    })
    void nameThatDoesNotExistGetsTheNearest(String option, String word, String nearest) {
        List<String> words =
                new ArrayList<>(List.of("explore", "--kernel", "6.1-rc1", "--board", "two-iommus-one-device"));
        int at = words.indexOf(option);
        if (at >= 0) {
            words.set(at + 1, word);
        } else {
            words.addAll(List.of(option, word));
        }
        Run run = Run.of(words.toArray(String[]::new));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("'" + word + "'", "did you mean '" + nearest + "'?");
    }

    @Test
    void kernelAndBoardMustBeGiven() {
        assertThat(Run.of("explore").err()).contains("needs --kernel");
        assertThat(Run.of("explore", "--kernel", "6.1").err()).contains("needs --board", "rk3399-scarlet");
        assertThat(harmless("--budget", "soon").err()).contains("--budget needs schedules");
        Run unreadable = Run.of("explore", "--kernel", "6.1", "--board", folder.resolve("none.dts") + "");
        assertThat(unreadable.exit()).isEqualTo(3);
        assertThat(unreadable.err()).contains("none.dts: cannot be opened");
    }

    @Test
    void answerGoesToAFileIfAskedFor() throws IOException {
        Path file = folder.resolve("answer");
        Run run = harmless("--strategy", "round-robin", "-o", file.toString());
        assertThat(run.out()).isEmpty();
        assertThat(Files.readString(file)).contains("searched: round-robin");
    }

    @Test
    void nothingFoundLeavesNoTrace() {
        Path trace = folder.resolve("none.jsonl");
        Run run = harmless("--strategy", "round-robin", "--trace", trace.toString());
        assertThat(run.err()).contains("nothing was found");
        assertThat(trace).doesNotExist();
    }

    @Test
    void faultsAreSearchedIfAskedFor() {
        Run run = Run.of(
                "explore",
                "--kernel",
                "6.1.192",
                "--board",
                "one-iommu-one-master",
                "--inject",
                "devIommuAlloc,irqGet",
                "--rule",
                "DI-1");
        assertThat(run.out()).contains("one of devIommuAlloc, irqGet may fail", "complete: every interleaving");
    }
}
