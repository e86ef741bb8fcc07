// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --untrusted-rules} runs declarative rules and says where others are not. */
final class UntrustedCheckTest {
    private static final String EVENT = "{\"seq\":%d,\"time\":%d,\"cpu\":0,\"pid\":8,\"task\":\"kworker\","
            + "\"event\":\"%s\",\"iommu\":\"ff914000.iommu\"}\n";

    @TempDir
    private Path folder;

    @Test
    void untrusted_rules_are_admitted_if_they_are_declarative() throws IOException {
        Run.of(
                "rule",
                "new",
                "An IOMMU is listed only once",
                "--rules",
                folder.toString(),
                "--shape",
                "at most once: ListAdd until ListDel per iommu");
        Path trace = Files.writeString(
                folder.resolve("events.jsonl"),
                EVENT.formatted(1, 1, "ListDel") + EVENT.formatted(2, 2, "ListAdd") + EVENT.formatted(3, 3, "ListAdd"));
        String[] check = {
            "check", "--untrusted-rules", "--rules", folder.toString(), "--kernel", "6.1.192", trace.toString()
        };

        Run admitted = Run.of(check);
        assertThat(admitted.out()).contains("error[an-iommu-is-listed-only-once]: ff914000.iommu: a second ListAdd");
        assertThat(admitted.err()).isEmpty();

        Path rule = folder.resolve("an-iommu-is-listed-only-once/rule.drl");
        Files.writeString(rule, Files.readString(rule).replace("then\n", "then\n    System.exit(0);\n"));
        Run refused = Run.of(check);
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("rule.drl:17: refused, as untrusted: the rule does something");
        assertThat(refused.out()).contains(Rules.FOLDERS.size() + " rules");
    }
}
