// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody does who writes a rule of their own. */
final class RuleAuthoringTest {
    private static final String SHAPE = "at most once: ListAdd until ListDel per iommu";

    @TempDir
    private Path folder;

    private Run create(String shape) {
        return Run.of("rule", "new", "An IOMMU is listed only once", "--shape", shape, "--rules", folder.toString());
    }

    private Path file(String name) {
        return folder.resolve("an-iommu-is-listed-only-once").resolve(name);
    }

    /** The shapes, one sentence each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "precedence: PmDisable only after PmEnable since ProbeBegin per dev",
                "response: RegisterBegin leads to RegisterEnd per iommu",
                "response: RegisterBegin leads to ListAdd before RegisterEnd per iommu",
                "absence: no DomainFree after DomainAlloc per domain",
                "absence: no Attach after DomainFree until DomainAlloc per domain",
                "balance: ModuleGet and ModulePut per dev",
                "mutual exclusion: RegisterBegin until RegisterEnd",
                "mutual exclusion: IommuProbeBegin until IommuProbeEnd per dev",
                "at most once: RkOpsSet",
                "at most once: ListAdd until ListDel per iommu",
                "lock discipline: ListAdd under \"iommu_device_lock\"",
                "ordering: PmEnable before IrqRequest before ListAdd since RegisterBegin per dev|iommu",
                "ordering: PmEnable before ListAdd per dev|iommu",
                "bounded time: RegisterBegin leads to RegisterEnd within 10 ms per iommu"
            })
    void each_shape_begins_with_a_test_that_is_red_for_the_right_reason(String shape) throws IOException {
        assertThat(create(shape).exit()).isZero();

        Run test = Run.of("rule", "test", "-v", folder.toString());

        assertThat(test.exit()).isEqualTo(1);
        assertThat(test.out())
                .contains("ok      an-iommu-is-listed-only-once/holds-example.trace")
                .contains("FAILED  an-iommu-is-listed-only-once/violates-example.trace")
                .contains("expected  a violation of an-iommu-is-listed-only-once at this line")
                .contains("actual    holds, exercised")
                .endsWith("2 examples, 1 failed · 1 rule\n");
        Run lint = Run.of("rule", "lint", folder.toString());
        assertThat(lint.out()).doesNotContain("error[").contains("does not say yet why the rule holds");
    }

    @Test
    void a_shape_can_be_given_in_parts() throws IOException {
        Run.of(
                "rule",
                "new",
                "An IOMMU is listed only once",
                "--rules",
                folder.toString(),
                "--shape",
                "at most once",
                "-e",
                "ListAdd",
                "--until",
                "ListDel",
                "--per",
                "iommu");

        assertThat(Files.readString(file("rule.drl"))).contains("\n    " + SHAPE + "\n");
    }

    @Test
    void patterns_can_be_given_instead_of_a_shape() throws IOException {
        Run made = Run.of(
                "rule",
                "new",
                "An IOMMU is listed only once",
                "--rules",
                folder.toString(),
                "--shape",
                "drl",
                "-e",
                "DevIommuFree( object == ObjectId.NULL )");

        assertThat(made.err()).isEmpty();
        assertThat(Run.of("rule", "lint", folder.toString()).out()).doesNotContain("error[");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at most onc: ListAdd",
                "at most once",
                "at most once: ListAd",
                "at most once: ListAdd per dev",
                "nothing",
                "drl"
            })
    void nothing_is_written_that_could_not_be_read(String shape) {
        Run made = create(shape);

        assertThat(made.exit()).isEqualTo(2);
        assertThat(made.err()).contains("hint: ").hasLineCount(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nothing_is_overwritten() {
        create(SHAPE);

        assertThat(create(SHAPE).err()).contains("is there already");
    }

    @Test
    void the_mistake_makes_the_test_green_and_check_finds_it() throws IOException {
        create(SHAPE);
        Path example = file("violates-example.trace");
        Files.writeString(example, Files.readString(example).replaceFirst("(?m)^.*\"ListDel\".*\n", ""));

        assertThat(Run.of("rule", "test", folder.toString()).out()).isEqualTo("2 examples, 0 failed · 1 rule\n");

        Run check = Run.of(
                "check",
                "--rules",
                folder.toString(),
                "--kernel",
                "6.1.192",
                "--rule",
                "an-iommu-is-listed-only-once",
                trace(example));
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("error[an-iommu-is-listed-only-once]: ff914000.iommu: a second ListAdd");
        assertThat(check.err()).isEqualTo("probus: 1 rule of --rules compiled as it is: a rule file can run code\n");
    }

    @Test
    void a_rule_of_ones_own_is_listed_shown_and_explained() {
        create(SHAPE);
        String rules = "--rules=" + folder;

        assertThat(Run.of("rule", "list", rules).out()).contains("an-iommu-is-listed-only-once");
        assertThat(Run.of("explain", rules, "an-iommu-is-listed-only-once").out())
                .contains(
                        "An IOMMU is listed only once",
                        "needs      ListAdd.iommu, ListDel.iommu",
                        "style      history");
        assertThat(Run.of("rule", "show", rules, "an-iommu-is-listed-only-once").out())
                .contains(SHAPE);
        assertThat(Run.of("rule", "show", "--expanded", rules, "an-iommu-is-listed-only-once")
                        .out())
                .contains("$first : ListAdd( $key1 : iommu, iommu != \"(unknown)\" )")
                .doesNotContain(SHAPE + "\nthen");
    }

    @Test
    void a_rule_that_cannot_be_read_does_not_stop_the_others() throws IOException {
        create(SHAPE);
        Path rule = file("rule.drl");
        Files.writeString(rule, Files.readString(rule).replace("    " + SHAPE, "    at most once: ListAd"));
        Path example = file("holds-example.trace");

        Run check = Run.of("check", "--rules", folder.toString(), "--kernel", "6.1.192", trace(example));
        assertThat(check.exit()).isEqualTo(3);
        assertThat(check.err()).contains("rule.drl:15:19: no event is called ListAd", "probus rule lint");
        assertThat(check.out()).contains(" rules · ");

        Run test = Run.of("rule", "test", folder.toString());
        assertThat(test.exit()).isEqualTo(3);
        assertThat(test.out()).contains("error[unknown-event]: no event is called ListAd", "did you mean 'ListAdd'?");
    }

    @Test
    void folders_without_rules_are_refused() {
        assertThat(Run.of("check", "--rules", folder.toString(), "x").err()).contains("holds no rule");
        assertThat(Run.of("rule", "lint", folder.resolve("none").toString()).err())
                .contains("there is no rule and no folder");
        assertThat(Run.of("rule", "list", "--rules", folder.resolve("none").toString())
                        .err())
                .contains("is no folder of rules");
    }

    @Test
    void junit_shows_what_failed() {
        create(SHAPE);

        Run test = Run.of("rule", "test", "--format", "junit", folder.toString());

        assertThat(test.out())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites")
                .contains("tests=\"2\" failures=\"1\" errors=\"0\"")
                .contains("<testcase classname=\"an-iommu-is-listed-only-once\" name=\"holds-example.trace\"/>")
                .contains("<failure message=\"line 7: expected a violation of");
    }

    @Test
    void bundled_rules_pass_their_own_examples_and_have_nothing_to_lint() {
        Run test = Run.of("rule", "test");
        assertThat(test.exit()).as(test.out()).isZero();
        Run lint = Run.of("rule", "lint");
        assertThat(lint.exit()).as(lint.out()).isZero();
        assertThat(Run.of("rule", "lint", "-v", "--format", "json").out())
                .startsWith("{\"probus\":")
                .contains("\"code\":\"style\"", "\"exit\":0}");
    }

    @Test
    void lint_mends_what_it_can() throws IOException {
        create(SHAPE);
        Path rule = file("rule.drl");
        Files.writeString(rule, Files.readString(rule).replace("ListAdd", "ListAd"));

        Run lint = Run.of("rule", "lint", "--fix", folder.toString());

        assertThat(lint.err()).contains("mended 1 file");
        assertThat(Files.readString(rule)).contains(SHAPE);
    }

    @Test
    void a_saved_file_is_tested_again_within_a_second() throws Exception {
        create(SHAPE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Thread watching = new Thread(() -> Main.run(
                new String[] {"rule", "test", "--watch", folder.toString()},
                new ByteArrayInputStream(new byte[0]),
                out,
                err,
                Map.of(),
                Terminal.NONE));
        watching.start();
        await(() -> text(err).contains("watching"));
        Path rule = file("rule.drl");
        Files.writeString(rule, Files.readString(rule) + "\n");
        await(() -> text(err).contains("run again in"));
        watching.interrupt();
        watching.join(5_000);

        assertThat(watching.isAlive()).isFalse();
        assertThat(text(out).lines().filter(line -> line.startsWith("2 examples, 1 failed")))
                .hasSize(2);
        List<String> words = List.of(text(err).split("run again in ", 2)[1].split(" ", 2));
        assertThat(Integer.parseInt(words.get(0))).isLessThan(1000);
    }

    /** {@return the events of an example as a trace of their own} */
    private String trace(Path example) throws IOException {
        String events = Files.readString(example).replaceAll("(?m)^#.*\n", "").replaceAll("(?m)\\s*# violates.*$", "");
        return Files.writeString(folder.resolve("events.jsonl"), events).toString();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
