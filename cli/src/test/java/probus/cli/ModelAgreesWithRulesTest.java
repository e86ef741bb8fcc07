// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import probus.engine.Violation;
import probus.engine.catalog.Rule;
import probus.engine.catalog.Severity;
import probus.facts.KernelProfile;
import probus.model.board.Boards;
import probus.model.explore.RoundRobin;
import probus.model.linux.Change;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.run.Recording;
import probus.model.world.Finding;
import probus.model.world.Limits;
import probus.model.zoo.Scenario;
import probus.model.zoo.Zoo;

/**
 * The model's own checks and the rules are two opinions about the same executions, and are of one mind: where one speaks of a
 * bug, so does the other, and where nothing is wrong neither does.
 */
final class ModelAgreesWithRulesTest {
    private static final Pattern INVARIANT = Pattern.compile("\"([A-Z]{2}-[0-9]+)\"");

    /** What no rule can know, with the reason. */
    private static final Map<String, String> UNKNOWABLE = Map.of(
            "B18",
            "iommu_group_alloc fails without saying which group it leaves behind: no event names an object that was never"
                    + " handed out");

    /** The rules that say what the kernel's own warning says: it comes late, or before the IOMMU is ready. */
    private static final Set<String> LATE = Set.of("GR-18", "RG-11");

    /** Kernels without a known bug that a synchronous boot shows; what 6.15 has, later ones repaired. */
    private static final List<Version> RIGHT = List.of(
            Version.of(KernelProfile.P615)
                    .with(Change.READY)
                    .with(Change.REVALIDATED)
                    .with(Change.RK_SHARED_DOMAIN),
            Version.of(KernelProfile.P618),
            Version.of(KernelProfile.P72));

    @TestFactory
    Stream<DynamicTest> a_bug_that_the_model_finds_breaks_a_rule() {
        return scenarios(scenario -> !UNKNOWABLE.containsKey(scenario.id()))
                .map(scenario -> dynamicTest(title(scenario), () -> {
                    Seen seen = Seen.of(scenario);
                    assertThat(seen.recording.divergence()).isEmpty();
                    assertThat(seen.recording.findings()).anyMatch(scenario::isShownBy);
                    assertThat(seen.recording.findings())
                            .filteredOn(finding ->
                                    scenario.isShownBy(finding) || Stories.severity(finding) == Severity.ERROR)
                            .allSatisfy(finding -> assertThat(seen.broken.values())
                                    .as("rules that break where there is " + finding)
                                    .anyMatch(violation -> explains(finding, violation)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> each_exception_is_one() {
        return scenarios(scenario -> UNKNOWABLE.containsKey(scenario.id()))
                .map(scenario -> dynamicTest(
                        title(scenario) + ": " + UNKNOWABLE.get(scenario.id()),
                        () -> assertThat(Seen.of(scenario).broken).isEmpty()));
    }

    @Test
    void which_rules_break_is_written_down() {
        StringBuilder table = new StringBuilder("# bug: what shows it, and the rules that break because of it\n");
        for (Scenario scenario : Zoo.all()) {
            table.append(scenario.id()).append(": ").append(scenario.finding()).append('\n');
            Seen.of(scenario).broken.values().stream()
                    .sorted(Comparator.comparing(Violation::severity)
                            .thenComparing(violation -> violation.rule().id()))
                    .forEach(violation -> table.append("  ")
                            .append(violation.severity())
                            .append('[')
                            .append(violation.rule().id())
                            .append("] ")
                            .append(violation.rule().catalog())
                            .append('\n'));
        }
        GeneratedFile.check(
                SourceTree.ROOT.resolve("cli/src/test/resources/rules-broken-by-the-zoo.txt"), table.toString());
    }

    @TestFactory
    Stream<DynamicTest> a_boot_in_which_nothing_is_wrong_breaks_none() {
        return RIGHT.stream()
                .flatMap(version -> Boards.names().stream()
                        .map(board -> new KernelProgram(version, Boards.named(board), CommandLine.EMPTY)))
                .map(program -> dynamicTest(program.name(), () -> {
                    Recording boot = Recording.of(program, new RoundRobin(), Limits.FIRST_OOPS);
                    assertThat(boot.reachesUserSpace()).isTrue();
                    assertThat(boot.findings()).isEmpty();
                    assertThat(errors(ruling(program, boot))).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> each_invariant_that_the_model_judges_has_a_rule() {
        Set<String> catalogue = new TreeSet<>();
        Rules.BUNDLED.rules().stream().map(Rule::catalog).forEach(catalogue::add);
        return SourceTree.files("model/src/main/java/probus/model/oracle", "java").stream()
                .flatMap(file -> INVARIANT.matcher(SourceTree.text(file)).results())
                .map(found -> found.group(1))
                .distinct()
                .sorted()
                .map(invariant ->
                        dynamicTest(invariant, () -> assertThat(catalogue).contains(invariant)));
    }

    private static boolean explains(Finding finding, Violation violation) {
        String catalog = violation.rule().catalog();
        return switch (finding.kind()) {
            case INVARIANT -> catalog.equals(finding.subject());
            case DEADLOCK -> violation.rule().id().equals("lock-not-taken-twice");
            case WARN -> LATE.contains(catalog) || catalog.startsWith("LK-");
            default -> violation.severity() == Severity.ERROR;
        };
    }

    private static Stream<Scenario> scenarios(Predicate<Scenario> wanted) {
        return Zoo.all().stream().filter(wanted);
    }

    private static String title(Scenario scenario) {
        return scenario.id() + " " + scenario.finding();
    }

    private static Map<String, Violation> ruling(KernelProgram program, Recording recording) {
        KernelProfile profile = program.version().profile();
        return new Rulings(CompletableFuture.completedFuture(Rules.BUNDLED), new RuleFiles(), profile, Set.of())
                .broken(recording);
    }

    private static List<String> errors(Map<String, Violation> broken) {
        return broken.values().stream()
                .filter(violation -> violation.severity() == Severity.ERROR)
                .map(Violation::message)
                .toList();
    }

    /**
     * The execution of a bug's schedule.
     *
     * @param broken the rules that break in it, without those that break in each boot of that kernel unless each has the bug
     */
    private record Seen(Recording recording, Map<String, Violation> broken) {
        static Seen of(Scenario scenario) {
            KernelProgram program = scenario.program();
            Recording recording = Recording.of(program, scenario.schedule(), Limits.FIRST_OOPS);
            Map<String, Violation> broken = new TreeMap<>(ruling(program, recording));
            Recording plain = Recording.of(program, new RoundRobin(), Limits.FIRST_OOPS);
            if (plain.finding(scenario::isShownBy).isEmpty()) {
                broken.keySet().removeAll(ruling(program, plain).keySet());
            }
            return new Seen(recording, broken);
        }
    }
}
