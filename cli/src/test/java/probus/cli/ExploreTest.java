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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import probus.facts.KernelProfile;
import probus.model.board.Boards;
import probus.model.explore.Explorer;
import probus.model.explore.Pct;
import probus.model.explore.Schedule;
import probus.model.explore.Search;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.world.Finding;
import probus.model.world.Limits;

final class ExploreTest {
    private static final String[] SEED_CRASH = {
        "explore", "--kernel", "6.1-rc1", "--board", "two-iommus-one-device", "--async", "rk_iommu"
    };
    private static final String CRASH = crash().toString();
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

    /** {@return a schedule in which dev_iommu_free reads through NULL} */
    private static Schedule crash() {
        KernelProgram program = new KernelProgram(
                Version.of(KernelProfile.P61RC),
                Boards.named("two-iommus-one-device"),
                CommandLine.EMPTY.async("rk_iommu"));
        try (Explorer explorer = new Explorer(program, Limits.FIRST_OOPS)) {
            return explorer.explore(new Pct(3, 200, 1), Search.ALL.until(ExploreTest::isCrash)).findings().stream()
                    .filter(found -> isCrash(found.finding()))
                    .findFirst()
                    .orElseThrow()
                    .schedule();
        }
    }

    private static boolean isCrash(Finding finding) {
        return finding.key().equals("null-deref:dev_iommu_free");
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
    void searchAnswersAsTheSchemaSays() {
        Run search = Run.of(with("--strategy", "pct", "--budget", "14", "--format", "json"));
        assertThat(search.exit()).isEqualTo(1);
        assertThat(search.err()).isEmpty();
        Map<?, ?> answer = Json.object(Json.parse(search.out()));
        assertThat(Json.faults(answer, SCHEMA, SCHEMA, "")).isEmpty();
        assertThat(answer.get("kernel")).isEqualTo("P61RC");
        assertThat(answer.get("strategy")).isEqualTo("pct:3");
        assertThat(answer.get("seed")).isEqualTo(1L);
        assertThat(answer.get("schedules")).isEqualTo(14L);
        Map<?, ?> gravest = findings(search).get(0);
        assertThat(gravest.get("kind").toString()).isIn("null-deref", "use-after-free", "double-free");
        assertThat((long) gravest.get("tasks")).isBetween(2L, 3L);
        assertThat(first(search, "race").get("message").toString()).contains("nothing orders the two");
        Run replay = Run.of(with("--replay", gravest.get("schedule").toString(), "--format", "json"));
        assertThat(replay.exit()).isEqualTo(1);
        assertThat(findings(replay).get(0).get("message")).isEqualTo(gravest.get("message"));
    }

    @Test
    void seedCrashIsToldAsTheKernelTellsIt() throws IOException {
        String file =
                Files.writeString(folder.resolve("schedule"), CRASH + "\n").toString();
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
                        "--replay '" + CRASH + "'");
    }

    @Test
    void traceOfAScheduleIsJudgedAsTheScheduleIs() {
        String trace = folder.resolve("crash.jsonl").toString();
        Run replay = Run.of(with("--replay", CRASH, "--trace", trace));
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
        // What breaks in every schedule is told of a search, not of each crash; the oops tells itself.
        violated.removeIf(rule -> rule.startsWith("pm-enabled-before") || rule.equals("no-kernel-oops"));
        Set<String> told = new TreeSet<>();
        Matcher rule = Pattern.compile("= rule: \\w+\\[([a-z-]+)]").matcher(replay.out());
        while (rule.find()) {
            told.add(rule.group(1));
        }
        assertThat(told).isEqualTo(violated);
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
        assertThat(run.out()).contains("searched: exhaustive", "one of devIommuAlloc, irqGet may fail");
    }
}
