// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static probus.facts.KernelProfile.*;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import probus.facts.KernelProfile;
import probus.model.board.Boards;
import probus.model.carrier.CarrierKind;
import probus.model.carrier.Continuations;
import probus.model.explore.Budget;
import probus.model.explore.Execution;
import probus.model.explore.Exhaustive;
import probus.model.explore.Exploration;
import probus.model.explore.Explorer;
import probus.model.explore.Found;
import probus.model.explore.Pct;
import probus.model.explore.Pos;
import probus.model.explore.Program;
import probus.model.explore.RoundRobin;
import probus.model.explore.Sampling;
import probus.model.explore.Search;
import probus.model.world.Finding;
import probus.model.world.Limits;

/**
 * The scenarios A1 to A17 that the model was specified with. What is said to be never so was searched for to the end, on
 * small boards; what takes minutes of that is left out without {@code -Dprobus.long=true}.
 */
class AcceptanceTest {
    private static final String CRASH = "null-deref:dev_iommu_free";
    private static final String NO_DMA_DEV = "null-deref:rk_iommu_of_xlate:devres_lock";
    private static final String PRIV_OF_NOTHING = "null-deref:rk_iommu_of_xlate";
    private static final String DOUBLE_PROBE = "invariant:__iommu_probe_device:DI-5";
    private static final String LATE_PROBE = "warn:__iommu_probe_device:late replay";
    private static final String BOUND_DIRECTLY = "invariant:kernel_init:GR-12";
    private static final String LISTED_TWICE = "invariant:rk_iommu_attach_device:RK-4";

    private static final CommandLine SYNC = CommandLine.EMPTY;
    private static final CommandLine ASYNC = SYNC.async("rk_iommu");
    private static final String TWO_IOMMUS_ONE_DEVICE = "two-iommus-one-device";
    private static final String ONE_IOMMU_ONE_MASTER = "one-iommu-one-master";
    private static final String TWO_IOMMUS_ONE_MASTER = "two-iommus-one-master";
    private static final String SHARED_IOMMU = "shared-iommu";
    private static final String TWO_IOMMU_MASTER = "two-iommu-master";
    private static final String SCARLET = "rk3399-scarlet";

    private TestReporter reporter;

    @BeforeEach
    void reportTo(TestReporter testReporter) {
        reporter = testReporter;
    }

    @Test
    void A1_the_crash_of_the_report_is_met_when_two_registrations_walk_at_once() {
        Found crash = find(boot(P61RC, TWO_IOMMUS_ONE_DEVICE, ASYNC), CRASH);
        assertThat(crash.finding().calls())
                .containsSubsequence(
                        "dev_iommu_free",
                        "__iommu_probe_device",
                        "probe_iommu_group",
                        "bus_for_each_dev",
                        "bus_iommu_probe",
                        "iommu_device_register",
                        "rk_iommu_probe",
                        "platform_probe",
                        "really_probe",
                        "__driver_probe_device",
                        "driver_probe_device",
                        "__driver_attach_async_helper",
                        "async_run_entry_fn");
    }

    @Test
    void A2_so_are_a_double_free_and_a_use_after_free() {
        KernelProgram program = boot(P61RC, TWO_IOMMUS_ONE_DEVICE, ASYNC);
        find(program, "double-free:dev_iommu_free:dev_iommu");
        find(program, "use-after-free:rk_iommu_probe_device:dev_iommu->priv");
    }

    @Test
    void A3_without_workers_the_crash_is_never_met() {
        assertThat(all(boot(P61RC, TWO_IOMMUS_ONE_DEVICE, SYNC))).noneMatch(AcceptanceTest::isOops);
    }

    @Test
    void A4_with_the_diff_of_the_thread_each_boot_crashes() {
        Execution boot = plain(boot(P61RC_D, ONE_IOMMU_ONE_MASTER, SYNC));
        assertThat(boot.findings()).extracting(Finding::key).contains(NO_DMA_DEV);
        assertThat(boot.findings().get(0).task()).isEqualTo("swapper/0");
    }

    @ParameterizedTest
    @EnumSource(names = {"P61", "P61Y"})
    void A5_the_probe_lock_removes_the_crash(KernelProfile profile) {
        assumeLong();
        assertThat(all(boot(profile, TWO_IOMMUS_ONE_DEVICE, ASYNC)))
                .noneMatch(key -> key.contains("dev_iommu_free") && isOops(key));
    }

    @ParameterizedTest
    @EnumSource(names = {"P61", "P61Y"})
    void A6_dma_dev_may_still_be_NULL_in_of_xlate(KernelProfile profile) {
        find(boot(profile, ONE_IOMMU_ONE_MASTER, ASYNC), NO_DMA_DEV);
    }

    @Test
    void A7_with_the_lock_inside_a_client_still_meets_a_walk() {
        KernelProgram program = boot(P61, TWO_IOMMUS_ONE_MASTER, ASYNC);
        find(program, PRIV_OF_NOTHING);
        find(program, DOUBLE_PROBE);
    }

    @Test
    void A8_with_the_lock_in_of_too_a_double_probe_and_what_comes_of_registering_first_remain() {
        KernelProgram program = boot(P61Y, TWO_IOMMUS_ONE_MASTER, ASYNC);
        find(program, DOUBLE_PROBE);
        assumeLong();
        assertThat(all(program))
                .filteredOn(key -> isOops(key) || key.startsWith("invariant") || key.startsWith("warn"))
                .allMatch(
                        key -> key.equals(NO_DMA_DEV) || key.equals(DOUBLE_PROBE) || key.startsWith("warn:rk_iommu_"));
    }

    @ParameterizedTest
    @EnumSource(names = {"P66", "P612", "P615", "P618", "P72"})
    void A9_since_6_6_nothing_is_probed_twice(KernelProfile profile) {
        assumeLong();
        Version version = profile == P615 ? Version.of(P615).with(Change.REVALIDATED) : Version.of(profile);
        assertThat(all(boot(version, ONE_IOMMU_ONE_MASTER, ASYNC))).doesNotContain(DOUBLE_PROBE);
    }

    @Test
    void A10_a_client_is_bound_with_direct_DMA_and_switched_later_until_binding_waits() {
        find(boot(P66, TWO_IOMMUS_ONE_MASTER, ASYNC), BOUND_DIRECTLY);
        assertThat(all(boot(P612, ONE_IOMMU_ONE_MASTER, ASYNC))).doesNotContain(BOUND_DIRECTLY);
    }

    @Test
    void A11_parsing_in_the_walk_without_the_rockchip_fixes_crashes_each_boot_inside_registration() {
        Execution boot = plain(boot(P615N, ONE_IOMMU_ONE_MASTER, SYNC));
        Finding crash = boot.findings().stream()
                .filter(finding -> finding.key().equals(NO_DMA_DEV))
                .findFirst()
                .orElseThrow();
        assertThat(crash.calls())
                .containsSubsequence(
                        "rk_iommu_of_xlate", "iommu_init_device", "iommu_device_register", "rk_iommu_probe");
    }

    @Test
    void A12_a_client_may_come_while_its_IOMMU_registers_and_is_probed_late() {
        find(boot(P615, ONE_IOMMU_ONE_MASTER, ASYNC), LATE_PROBE);
    }

    @ParameterizedTest
    @EnumSource(names = {"P618", "P72"})
    void A13_the_second_IOMMU_of_a_master_need_not_be_ready(KernelProfile profile) {
        find(boot(profile, TWO_IOMMU_MASTER, ASYNC), LATE_PROBE);
    }

    @Test
    void A14_a_second_master_resets_the_domain_of_a_shared_IOMMU() {
        for (Version version : List.of(Version.of(P66), Version.of(P612).without(Change.RK_SHARED_DOMAIN))) {
            assertThat(plain(boot(version, SHARED_IOMMU, SYNC)).findings())
                    .extracting(Finding::key)
                    .contains(LISTED_TWICE);
        }
        // Since then a plain boot translates both before it attaches one.
        find(boot(P615N, SHARED_IOMMU, ASYNC), LISTED_TWICE);
        find(boot(P615, SHARED_IOMMU, ASYNC), LISTED_TWICE);
        for (KernelProfile fixed : List.of(P612, P618, P72)) {
            assertThat(all(boot(fixed, SHARED_IOMMU, SYNC))).doesNotContain(LISTED_TWICE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P61RC", "P61", "P61Y", "P66", "P612"})
    void A15_an_IOMMU_without_interrupt_is_freed_while_it_is_listed(KernelProfile profile) {
        find(
                boot(profile, ONE_IOMMU_ONE_MASTER, SYNC.inject("irqRequest")),
                "use-after-free:iommu_from_fwnode:rk_iommu->fwnode");
        assertThat(all(boot(P615, ONE_IOMMU_ONE_MASTER, SYNC.inject("irqRequest"))))
                .noneMatch(AcceptanceTest::isOops);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"P61RC_D", "P615N"},
            mode = Mode.EXCLUDE)
    void A16_a_plain_boot_of_Scarlet_binds_five_masters(KernelProfile profile) {
        Resting resting = new Resting(Version.of(profile), SCARLET, SYNC);
        assertThat(resting.after(new RoundRobin())).isEqualTo(resting.expected());
        assertThat(resting.expected().masters()).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"P618", "P72"})
    void A17_on_a_small_board_all_boots_come_to_rest_in_the_same_state(KernelProfile profile) {
        assumeLong();
        Set<String> rests = new TreeSet<>();
        Resting resting = new Resting(Version.of(profile), TWO_IOMMUS_ONE_MASTER, ASYNC);
        Exploration all = explore(resting.noting(rests), Search.ALL.with(FIVE_MINUTES));
        assertThat(all.complete()).isTrue();
        assertThat(rests).containsExactly(resting.expected().toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"P618", "P72"})
    void A17_on_Scarlet_sampled_boots_do(KernelProfile profile) {
        assumeLong();
        Continuations.assumeAvailable();
        Resting resting = new Resting(Version.of(profile), SCARLET, ASYNC);
        for (Sampling strategy : List.of(new Pct(3, 20_000, 17), new Pos(17))) {
            for (long number = 0; number < SAMPLES; number++) {
                strategy.draw(number);
                assertThat(resting.after(strategy))
                        .as(strategy.name() + "#" + number)
                        .isEqualTo(resting.expected());
            }
        }
    }

    private static final Budget FIVE_MINUTES = Budget.ofTime(Duration.ofMinutes(5));
    private static final int WORKERS = 2;
    /** Boots of each strategy. */
    private static final long SAMPLES = 10_000;

    private static final boolean LONG = Boolean.getBoolean("probus.long");

    private static KernelProgram boot(KernelProfile profile, String board, CommandLine command_line) {
        return boot(Version.of(profile), board, command_line);
    }

    private static KernelProgram boot(Version version, String board, CommandLine command_line) {
        return new KernelProgram(version, Boards.named(board), command_line);
    }

    private static Execution plain(KernelProgram program) {
        try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
            return explorer.execute(new RoundRobin());
        }
    }

    private static Found find(KernelProgram program, String key) {
        Continuations.assumeAvailable();
        Predicate<Finding> wanted = finding -> finding.key().startsWith(key);
        Exploration search = explore(program, Search.ALL.until(wanted).with(FIVE_MINUTES));
        return search.findings().stream()
                .filter(found -> wanted.test(found.finding()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(program.name() + ": " + key + " not found in "
                        + search.schedules() + " schedules, complete " + search.complete()));
    }

    /** {@return the keys of all findings of a search that was not ended early} */
    private Set<String> all(KernelProgram program) {
        Continuations.assumeAvailable();
        Exploration search = explore(program, Search.ALL.with(FIVE_MINUTES));
        assertThat(search.complete()).as(program.name() + " is complete").isTrue();
        reporter.publishEntry(program.name(), search.states().getAsLong() + " states, all of them");
        return search.findings().stream().map(found -> found.finding().key()).collect(Collectors.toSet());
    }

    private static Exploration explore(Program program, Search search) {
        return new Exhaustive(program, Limits.EVERYTHING, CarrierKind.best(), WORKERS).explore(search);
    }

    private static void assumeLong() {
        assumeTrue(LONG, "left out: takes minutes; run it with -Dprobus.long=true");
    }

    private static boolean isOops(String key) {
        return Stream.of(Finding.Kind.values())
                .filter(Finding.Kind::isOops)
                .anyMatch(kind -> key.startsWith(kind.word()));
    }
}
