// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which: the arrows of the house, each in one line. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("probus", "rules");

    /** Module, then the packages that it may use besides its own. */
    static Stream<Arguments> arrows() {
        return Stream.of(
                arrow("facts"),
                arrow("engine", "probus.facts..", "org.drools..", "org.kie.."),
                arrow("traces", "probus.facts..", "tools.jackson.core..", "org.tukaani.xz..", "io.airlift.compress.."),
                arrow("model", "probus.facts.."),
                arrow("report", "probus.facts..", "probus.engine..", "tools.jackson.core.."));
    }

    private static Arguments arrow(String module, String... others) {
        return Arguments.of(
                module,
                Stream.concat(Stream.of("java..", "probus." + module + ".."), Stream.of(others))
                        .toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrows")
    void moduleKnowsOnlyWhatItMay(String module, String[] packages) {
        classes()
                .that()
                .resideInAPackage("probus." + module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(!hasSources(module))
                .check(CLASSES);
    }

    @Test
    void rulesKnowOnlyFactsAndTheRuleEngine() {
        classes()
                .that()
                .resideInAPackage("rules..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "rules..", "probus.facts..", "org.drools..", "org.kie..")
                .allowEmptyShould(SourceTree.files("rules", "drl").isEmpty())
                .check(CLASSES);
    }

    @Test
    void rulesAreDataNotJava() {
        assertThat(hasSources("rules")).isFalse();
    }

    private static boolean hasSources(String module) {
        return Files.exists(SourceTree.ROOT.resolve(module).resolve("src/main/java"));
    }
}
