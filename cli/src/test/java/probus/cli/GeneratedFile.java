// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the checkout that is generated, and must be what would be generated now. */
final class GeneratedFile {
    private static final boolean UPDATE = Boolean.getBoolean("probus.update");

    private GeneratedFile() {}

    /** Fails if the file is stale, or renews it where {@code -Dprobus.update=true} asks for that. */
    static void check(Path file, String expected) {
        try {
            if (UPDATE) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, expected);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as(SourceTree.name(file) + " is stale; renew it with: "
                            + "mvn -pl cli -am verify -Dtest='*PagesTest,RuleIndexTest,DocumentedOutputTest,TutorialTest,LanguageServerTest,ModelAgreesWithRulesTest'"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dprobus.update=true")
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
