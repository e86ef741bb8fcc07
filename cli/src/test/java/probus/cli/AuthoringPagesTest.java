// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import probus.engine.drl.Shapes;
import probus.engine.template.Grammar;

/** The pages for authors speak of what there is. */
final class AuthoringPagesTest {
    private static final Pattern REPORTED = Pattern.compile("findings\\.(?:error|warn|note)\\(\\s*\"([a-z-]+)\"");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

    @Test
    void each_finding_of_lint_is_explained() {
        Set<String> reported = new TreeSet<>();
        SourceTree.files("engine/src/main/java/probus/engine/lint", "java")
                .forEach(file -> REPORTED.matcher(SourceTree.text(file))
                        .results()
                        .forEach(found -> reported.add(found.group(1))));
        Set<String> documented = new TreeSet<>();
        DOCUMENTED
                .matcher(SourceTree.text(SourceTree.ROOT.resolve("docs/rule-lint.md")))
                .results()
                .forEach(found -> documented.add(found.group(1)));

        assertThat(documented).isEqualTo(reported);
    }

    @Test
    void each_shape_is_in_the_cookbook() {
        String cookbook = SourceTree.text(SourceTree.ROOT.resolve("docs/cookbook.md"));
        for (String shape : Shapes.NAMES) {
            String form = Grammar.form(shape).substring(shape.length() + 2);
            assertThat(cookbook).contains("| " + shape + " | `" + form + "` | " + Grammar.meaning(shape) + " |");
        }
    }
}
