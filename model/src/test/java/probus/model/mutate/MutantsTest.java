// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DevIommuFree;
import probus.facts.ProbeEvent.LockAcquire;
import probus.facts.ProbeEvent.LockRelease;
import probus.facts.ProbeEvent.SetDefault;
import probus.facts.ProbeEvent.WalkEnd;
import probus.facts.Result;
import probus.model.board.Boards;
import probus.model.explore.Program;
import probus.model.explore.RandomWalk;
import probus.model.explore.RoundRobin;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.run.Recording;
import probus.model.world.Limits;

/** A mutant does what its text says and nothing else, and the events tell what it does. */
final class MutantsTest {
    private static final KernelProgram WHOLE = new KernelProgram(
            Version.of(KernelProfile.P72), Boards.named("rk3399-scarlet"), CommandLine.EMPTY.async("rk_iommu"));
    private static final List<Mutant> ALL = Mutants.of(WHOLE, List.of(new RoundRobin()), Limits.FIRST_OOPS);

    private static Recording boot(Program program) {
        return Recording.of(program, new RoundRobin(), Limits.FIRST_OOPS);
    }

    private static Recording boot(String mutant) {
        return boot(ALL.stream()
                .filter(each -> each.toString().equals(mutant))
                .findFirst()
                .orElseThrow()
                .of(WHOLE));
    }

    private static <E extends ProbeEvent> List<E> events(Recording boot, Class<E> kind) {
        return boot.events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Recording random(Program program) {
        RandomWalk walk = new RandomWalk(1);
        walk.draw(3);
        return Recording.of(program, walk, Limits.FIRST_OOPS);
    }

    @Test
    void there_are_mutants_of_each_kind_and_each_differs_from_all_others() {
        assertThat(ALL).extracting(Mutant::kind).contains("commit", "errno", "lock", "skip", "swap");
        assertThat(ALL).extracting(Mutant::toString).doesNotHaveDuplicates();
        assertThat(ALL).isEqualTo(Mutants.of(WHOLE, List.of(new RoundRobin()), Limits.FIRST_OOPS));
    }

    @Test
    void a_mutant_that_never_comes_to_its_place_changes_nothing_in_any_schedule() {
        for (Mutant.OfCode elsewhere : List.of(
                new WithoutLock("nowhere", "iommu_probe_device_lock", "iommu_probe_device_lock"),
                new WithoutCall("nowhere", "dev_iommu_free"),
                new LaterStep(new Site("nowhere", probus.model.world.Kind.WRITE, "iommu_group->default_domain")),
                new OtherReturn("nowhere", 0, -19))) {
            assertThat(random(elsewhere.of(WHOLE)).events().toString())
                    .isEqualTo(random(WHOLE).events().toString());
        }
    }

    @Test
    void a_lock_that_nobody_takes_is_not_told_of() {
        Recording boot = boot("nobody takes iommu_probe_device_lock");

        assertThat(events(boot, LockAcquire.class))
                .noneMatch(lock -> lock.name().equals("iommu_probe_device_lock"));
        assertThat(events(boot, LockRelease.class))
                .noneMatch(lock -> lock.name().equals("iommu_probe_device_lock"));
        assertThat(boot.findings()).extracting(Object::toString).anyMatch(text -> text.contains("does not hold"));
    }

    @Test
    void a_lock_that_one_function_does_not_take_is_taken_by_the_others() {
        Recording whole = boot(WHOLE);
        Recording boot = boot("iommu_device_use_default_domain does not take iommu_group->mutex");

        assertThat(events(boot, LockAcquire.class)).isNotEmpty();
        assertThat(events(whole, LockAcquire.class).size()
                        - events(boot, LockAcquire.class).size())
                .isPositive()
                .isEqualTo(events(whole, LockRelease.class).size()
                        - events(boot, LockRelease.class).size());
    }

    @Test
    void a_call_that_is_left_out_does_and_tells_nothing() {
        assertThat(events(boot(WHOLE), DevIommuFree.class)).isNotEmpty();
        assertThat(events(boot("iommu_init_device does not call dev_iommu_free"), DevIommuFree.class))
                .isEmpty();
    }

    @Test
    void a_function_that_returns_an_error_instead_tells_so() {
        Recording boot = boot("bus_iommu_probe returns -ENODEV for 0");

        assertThat(events(boot, WalkEnd.class))
                .isNotEmpty()
                .allMatch(end -> end.result().equals(Result.of(-19)));
    }

    @Test
    void a_step_that_comes_later_is_told_later() {
        String mutant = "iommu_setup_default_domain stores iommu_group->default_domain one step later";
        List<ProbeEvent> whole = boot(WHOLE).events();
        List<ProbeEvent> boot = boot(mutant).events();

        assertThat(events(boot(mutant), SetDefault.class)).hasSameSizeAs(events(boot(WHOLE), SetDefault.class));
        assertThat(boot.stream().map(event -> event.getClass().getSimpleName()).toList())
                .isNotEqualTo(whole.stream()
                        .map(event -> event.getClass().getSimpleName())
                        .toList())
                .hasSameSizeAs(whole);
    }
}
