// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's own rules are judged together with the bundled ones, as check and monitor do it. */
final class ExploreOwnRulesTest {
    private static final String RULE = """
            // SPDX-License-Identifier: Apache-2.0
            package rules.own.nobody_binds
            import probus.facts.ProbeEvent.Bind
            rule "nobody-binds"
                @title("Nobody binds")
                @severity("error")
                @message("{event.dev} is bound")
                @evidence_event("here")
            when
                $event : Bind( dev != "(unknown)" )
            then
            end
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.createDirectories(folder.resolve("nobody-binds")).resolve("rule.drl");
        Files.writeString(file, RULE);
    }

    private Run explore(String... more) {
        String[] words = {
            "explore", "--kernel", "7.2.13", "--board", "one-iommu-one-master", "--strategy", "round-robin"
        };
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Run.of(all);
    }

    @Test
    void one_that_breaks_is_a_finding_that_can_be_replayed() {
        Run run = explore("--rules", folder.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("error[nobody-binds]: ff650800.iommu is bound\n")
                .contains(" --rules " + folder + " --replay 'v1 ");
        assertThat(run.err()).contains("1 rule of --rules compiled as it is: a rule file can run code");
        assertThat(explore().exit()).isZero();
    }

    @Test
    void it_is_chosen_and_left_out_by_its_id() {
        assertThat(explore("--rules", folder.toString(), "--rule", "nobody-binds")
                        .out())
                .contains("error[nobody-binds]");
        assertThat(explore("--rules", folder.toString(), "--ignore", "nobody-binds")
                        .exit())
                .isZero();
    }

    @Test
    void one_that_nobody_vouches_for_says_the_same() {
        Run run = explore("--rules", folder.toString(), "--untrusted-rules");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("error[nobody-binds]").contains(" --untrusted-rules --replay ");
        assertThat(run.err()).doesNotContain("can run code");
    }

    @Test
    void one_that_cannot_be_read_is_told_and_the_others_are_used() throws IOException {
        Files.writeString(file, RULE + "garbage\n");
        Run run = explore("--rules", folder.toString());

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("rule.drl:13:1: expected package, import or rule, found 'garbage'");
        assertThat(run.out()).contains("nothing wrong was found");
    }

    @Test
    void one_that_is_more_than_declarative_is_refused_where_nobody_vouches_for_it() throws IOException {
        Files.writeString(file, RULE.replace("then\n", "then\n    System.exit(1);\n"));
        Run run = explore("--rules", folder.toString(), "--untrusted-rules");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("rule.drl:");
    }

    @Test
    void a_folder_without_rules_is_a_usage_error() {
        assertThat(explore("--rules", folder.resolve("none").toString()).exit()).isEqualTo(2);
    }
}
