// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Mutants tell which changes no rule notices, the same for the same seed. */
final class RuleMutateTest {
    private static final String EXAMPLE = SourceTree.ROOT
            .resolve("rules/group/one-group-per-device/holds-second-add-refused.trace")
            .toString();

    @Test
    void each_change_is_noticed_or_survives() {
        Run run = Run.of("rule", "mutate", "--rule", "one-group-per-device", "--all", EXAMPLE);

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("seed 1, 1 trace, 1 rule\n")
                .contains("noticed by  rule")
                .contains("error result to -ENOMEM: line")
                .containsPattern("score \\d+\\.\\d %: \\d+ of \\d+ mutants noticed\n$");
    }

    @Test
    void the_same_seed_gives_the_same_mutants_whatever_runs_in_parallel() {
        String[] words = {"rule", "mutate", "--mutants", "5", "--seed", "7", "--all"};

        assertThat(Run.of(words).out()).isEqualTo(Run.of(words).out());
    }

    @Test
    void the_score_of_the_catalogue_is_the_one_that_is_written_down() {
        String out = Run.of("rule", "mutate").out();
        String score = out.substring(out.lastIndexOf("score ")).strip();

        assertThat(SourceTree.text(SourceTree.ROOT.resolve("docs/mutation.md"))).contains("    " + score + "\n");
    }

    @Test
    void the_score_of_the_model_is_the_same_wherever_it_is_written_down() {
        String page = SourceTree.text(SourceTree.ROOT.resolve("docs/mutation.md"));
        Matcher score = Pattern.compile("    score (\\S+ %): (\\d+) of (\\d+) mutants of the model noticed\n")
                .matcher(page);
        Matcher kinds = Pattern.compile("\\| (?:commit|errno|lock|skip|swap) \\| (\\d+) \\| (\\d+) \\| \\d+ \\|")
                .matcher(page);

        assertThat(score.find()).isTrue();
        long noticed = 0;
        long different = 0;
        while (kinds.find()) {
            noticed += Long.parseLong(kinds.group(1));
            different += Long.parseLong(kinds.group(2));
        }
        assertThat(List.of(noticed, different))
                .isEqualTo(List.of(Long.parseLong(score.group(2)), Long.parseLong(score.group(3))));
        assertThat(RuleMutateCommand.percent(noticed, different)).isEqualTo(score.group(1));
        assertThat(SourceTree.text(SourceTree.ROOT.resolve("README.md")))
                .contains("[" + score.group(1) + "](docs/mutation.md)");
    }

    @Test
    void mutants_of_the_model_are_noticed_survive_or_are_equal() {
        String[] words = {"rule", "mutate", "--model", "--all", "--mutants", "12", "--rule", "device-probed-once"};
        Run run = Run.of(words);

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("change      noticed    of  no boot differs\n")
                .contains("\nno rule notices:\n", "\nnoticed:\n", "\nno boot differs:\n")
                .containsPattern("score \\S+( %)?: \\d+ of \\d+ mutants? of the model noticed\n$");
        assertThat(Run.of(words).out()).isEqualTo(run.out());
    }

    @Test
    void coverage_names_what_is_never_reached_and_what_no_rule_reads() {
        Run run = Run.of("rule", "coverage", EXAMPLE);

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .containsPattern("0 +1 +0 +0  one-group-per-device")
                .contains("never violated: ", "never held: ", "events that no rule names: none", "1 boot · ");
    }

    @Test
    void examples_cover_each_bundled_rule() {
        assertThat(Run.of("rule", "coverage").out()).contains("never violated: none\nnever held: none\n");
    }

    @Test
    void bad_input_is_told() {
        assertThat(Run.of("rule", "mutate", "--mutants", "0").exit()).isEqualTo(2);
        assertThat(Run.of("rule", "mutate", "none.trace").exit()).isEqualTo(3);
        assertThat(Run.of("rule", "coverage", "none.trace").exit()).isEqualTo(3);
    }
}
