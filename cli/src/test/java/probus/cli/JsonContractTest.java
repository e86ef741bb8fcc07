// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check --format json} answers is what its schema says. */
final class JsonContractTest {
    private static final Map<?, ?> SCHEMA =
            Json.object(Json.parse(SourceTree.text(SourceTree.ROOT.resolve("docs/check.schema.json"))));

    @TempDir
    private Path folder;

    @Test
    void answersAreOfTheSchema() throws IOException {
        String trace = Files.writeString(folder.resolve("a.trace"), Traces.freedTwice())
                .toString();
        String log =
                Files.writeString(folder.resolve("b.log"), Traces.emptyBoot()).toString();
        Run run = Run.of("check", "--format", "json", "--max-violations", "1", trace, log, "missing");
        Map<?, ?> answer = Json.object(Json.parse(run.out()));
        assertThat(Json.faults(answer, SCHEMA, SCHEMA, "")).isEmpty();
        assertThat(answer.get("exit")).isEqualTo((long) run.exit()).isEqualTo(3L);
        assertThat(Json.array(answer.get("inputs"))).hasSize(3);
        Map<?, ?> first = Json.object(Json.array(answer.get("inputs")).get(0));
        assertThat(first.get("file")).isEqualTo(trace);
        Map<?, ?> last = Json.object(Json.array(answer.get("inputs")).get(2));
        assertThat(last.get("error").toString()).contains("does not exist");
    }

    @Test
    void schemaIsHeld() {
        assertThat(Json.faults(Json.parse("{\"probus\":1,\"inputs\":[{}],\"other\":2}"), SCHEMA, SCHEMA, ""))
                .contains(" lacks exit", " has other", ".probus is no string", ".inputs[] lacks file");
    }
}
