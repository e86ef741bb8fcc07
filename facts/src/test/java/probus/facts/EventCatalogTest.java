// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class EventCatalogTest {
    private static final Set<Class<?>> FIELD_TYPES =
            Set.of(String.class, ObjectId.class, Result.class, DomainType.class, boolean.class, int.class, long.class);

    @TestFactory
    Iterable<DynamicTest> everyEventIsDocumentedAndStampedFirst() {
        return EventCatalog.all().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    assertThat(kind.doc()).as("@KernelEvent").isNotNull();
                    assertThat(kind.doc().value()).endsWith(".");
                    RecordComponent first = kind.type().getRecordComponents()[0];
                    assertThat(first.getType()).isEqualTo(Stamp.class);
                    assertThat(kind.fields())
                            .allSatisfy(field -> assertThat(FIELD_TYPES).contains(field.getType()));
                }))
                .toList();
    }

    @Test
    void shortNamesAreThoseOfTheSpecificationAndUnique() {
        assertThat(EventCatalog.all().stream().map(kind -> kind.doc().shortName()))
                .doesNotHaveDuplicates()
                .contains("diGet", "diFree", "iprobeBegin", "opsProbe", "listAdd", "dmaDevSet", "finalize");
    }

    @Test
    void aFamilyStandsForItsMembers() {
        assertThat(EventCatalog.members("WalkOutcome").stream().map(Class::getSimpleName))
                .containsExactlyInAnyOrder("WalkEnd", "RegisterEnd");
        assertThat(EventCatalog.members("DevIommuFree")).containsExactly(ProbeEvent.DevIommuFree.class);
        assertThat(EventCatalog.members("NoSuchEvent")).isEmpty();
    }

    @Test
    void aMemberOfAFamilyWithinAFamilyBelongsToBoth() {
        assertThat(EventCatalog.members("OfObject").stream()
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()))
                .contains("Load", "Store", "DevIommuGet");
        assertThat(EventCatalog.members("Access")).hasSize(2);
    }
}
