// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Boots of an emulated machine that were recorded with what {@code probus capture} printed for that very kernel: see {@code
 * cli/src/test/emulated/README.md}, which tells how to record them anew.
 */
final class EmulatedBootsTest {
    private static final Path BOOTS = SourceTree.ROOT.resolve("cli/src/test/resources/emulated");
    private static final Pattern RULE = Pattern.compile("[a-z]+(?:-[a-z]+)+");
    private static final String EACH = """
            debian, smmu-tracefs
            debian, rockchip-cmdline
            built, rockchip-bootconfig
            """;

    @ParameterizedTest
    @CsvSource(textBlock = EACH)
    void whatWasRunIsWhatIsPrintedNow(String kernel, String boot) throws IOException {
        String run = Files.readString(BOOTS.resolve(kernel + "/" + boot + ".kit"));
        assertThat(withoutComments(capture(kernel, boot))).isEqualTo(withoutComments(run));
    }

    @ParameterizedTest
    @CsvSource(textBlock = EACH)
    void theVerdictsAreThoseOfAHealthyBoot(String kernel, String boot) throws IOException {
        String folder = BOOTS.resolve(kernel + "/" + boot).toString();
        Run run = Run.of("check", "--verbose", folder);

        assertThat(run.exit()).isZero();
        assertThat(run.out().replace(folder, boot))
                .isEqualTo(Files.readString(BOOTS.resolve(kernel + "/" + boot + ".check.txt")));
    }

    /** All that the kernel was asked for it armed, so each line of the trace is known, and what was promised holds. */
    @ParameterizedTest
    @CsvSource(textBlock = EACH)
    void whatTheKitPromisedIsDecided(String kernel, String boot) throws IOException {
        String folder = BOOTS.resolve(kernel + "/" + boot).toString();
        Set<String> promised = rules(capture(kernel, boot).replace("#", ""), "decides");
        Set<String> undecided = rules(Run.of("check", "--verbose", folder).out(), "undecided");
        Set<String> ofOtherLocks = Set.of("bound-under-device-lock");

        assertThat(promised).hasSizeGreaterThan(10);
        undecided.removeAll(ofOtherLocks);
        assertThat(undecided).hasSizeGreaterThan(5).doesNotContainAnyElementsOf(promised);
        assertThat(Run.of("check", "--explain-input", folder).out()).contains(", of which 0 could not be read\n");
    }

    /** {@return what is run} What a kit says beside that depends on which rules there are. */
    private static String withoutComments(String kit) {
        return kit.lines().filter(line -> !line.startsWith("# ")).collect(Collectors.joining("\n"));
    }

    private static String capture(String kernel, String boot) throws IOException {
        Path folder = BOOTS.resolve(kernel);
        Run run = Run.of(
                "capture",
                "--kernel",
                "6.1.192",
                "--form",
                boot.replaceAll(".*-", ""),
                "--driver",
                boot.startsWith("smmu") ? "arm_smmu" : "rk_iommu",
                "--offset",
                Files.readString(folder.resolve("offsets.txt")).strip(),
                "--symbols",
                folder.resolve("symbols.txt").toString());
        assertThat(run.exit()).isZero();
        return run.out();
    }

    /** {@return the rules that are named from the line that begins with a word on, to where a line begins otherwise} */
    private static Set<String> rules(String text, String word) {
        Matcher part = Pattern.compile("(?m)^ ?" + word + "[: ][^\n]*\n(?:  [^\n]*\n)*")
                .matcher(text);
        Set<String> rules = new TreeSet<>();
        if (part.find()) {
            Matcher rule = RULE.matcher(part.group());
            while (rule.find()) {
                rules.add(rule.group());
            }
        }
        return rules;
    }
}
