// SPDX-License-Identifier: Apache-2.0
package probus.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import probus.model.carrier.Continuations;
import probus.model.explore.Budget;
import probus.model.explore.Exploration;
import probus.model.explore.Explorer;
import probus.model.explore.Found;
import probus.model.explore.Pct;
import probus.model.explore.PreemptionBound;
import probus.model.explore.Search;
import probus.model.explore.Strategy;
import probus.model.linux.Change;
import probus.model.linux.KernelProgram;

/** Schedules are renewed with {@code -Dprobus.update=true}, which takes some minutes. */
final class ZooTest {
    private static final int STEPS = 400;

    @BeforeAll
    static void renew() {
        if (Boolean.getBoolean("probus.update")) {
            Zoo.all().forEach(Schedules::renew);
        }
    }

    @TestFactory
    Stream<DynamicTest> the_stored_schedule_shows_the_bug_and_nothing_is_different_on_the_way() {
        return each(scenario -> assertThat(Schedules.replayed(scenario))
                .as("The schedule of " + scenario.id() + " is stale; renew it with: "
                        + "mvn -pl model -am test -Dtest=ZooTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dprobus.update=true")
                .isPresent());
    }

    @TestFactory
    Stream<DynamicTest> no_schedule_is_easily_made_smaller() {
        Continuations.assumeAvailable();
        return each(scenario -> {
            Found stored = Schedules.replayed(scenario).orElseThrow();
            assertThat(Schedules.minimal(scenario, stored, Budget.ofSchedules(50))
                            .cost())
                    .isEqualTo(stored.cost());
        });
    }

    @TestFactory
    Stream<DynamicTest> where_it_is_fixed_a_short_search_does_not_find_it() {
        Continuations.assumeAvailable();
        return Zoo.all().stream()
                .filter(scenario -> scenario.fixed().isPresent())
                .map(scenario -> dynamicTest(scenario.id(), () -> {
                    KernelProgram fixed = scenario.program().on(scenario.fixed().orElseThrow());
                    assertThat(found(scenario, fixed, new PreemptionBound(1), 200))
                            .isEmpty();
                    assertThat(found(scenario, fixed, new Pct(3, STEPS, 1), 100))
                            .isEmpty();
                }));
    }

    /** What was merged as b54240ad4943 clears a pointer that others have read already. */
    @Test
    void the_first_fix_of_B05_leaves_it() {
        Continuations.assumeAvailable();
        Scenario bug = Zoo.named("B05");
        KernelProgram mitigated = bug.program().on(bug.program().version().with(Change.DEV_IOMMU_CLEARED_FIRST));
        assertThat(found(bug, mitigated, new Pct(3, STEPS, 1), 1000)).isPresent();
    }

    @Test
    void a_name_that_is_none_is_answered_with_those_that_are() {
        assertThatThrownBy(() -> Zoo.named("B99"))
                .hasMessageStartingWith("no bug is called B99; there are B01, B02, ")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<DynamicTest> each(Consumer<Scenario> check) {
        return Zoo.all().stream().map(scenario -> dynamicTest(scenario.id(), () -> check.accept(scenario)));
    }

    private static Optional<Found> found(Scenario scenario, KernelProgram program, Strategy strategy, int schedules) {
        try (Explorer explorer = new Explorer(program, Schedules.limits(scenario))) {
            Exploration shown = explorer.explore(
                    strategy, Search.ALL.with(Budget.ofSchedules(schedules)).until(scenario::isShownBy));
            return Schedules.shown(scenario, shown);
        }
    }
}
