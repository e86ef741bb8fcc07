// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import probus.facts.KernelProfile;
import probus.model.board.Boards;
import probus.model.carrier.CarrierKind;
import probus.model.explore.Explorer;
import probus.model.explore.Pct;
import probus.model.explore.Pos;
import probus.model.explore.Sampling;
import probus.model.linux.CommandLine;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.world.Finding;
import probus.model.world.Limits;

/**
 * What goes wrong on which kernel: each fix takes away the class of findings that it names, and nothing else. Sampled, always
 * with the same seeds; what is found has a reason, and docs/findings.md lists it.
 */
class FindingsPageTest {
    private static final List<KernelProfile> LADDER = List.of(
            KernelProfile.P61RC,
            KernelProfile.P61,
            KernelProfile.P61Y,
            KernelProfile.P66,
            KernelProfile.P612,
            KernelProfile.P615N,
            KernelProfile.P615,
            KernelProfile.P618);
    private static final List<String> BOARDS = List.of(
            "two-iommus-one-device",
            "one-iommu-one-master",
            "two-iommus-one-master",
            "shared-iommu",
            "two-iommu-master");
    private static final int BOOTS = 150;

    /** Beginning of a finding's key, the class it belongs to, and why it is there. The first that fits counts. */
    private static final List<Reason> REASONS = List.of(
            new Reason(
                    ".*:rk_iommu_of_xlate:devres_lock",
                    "B31",
                    "of_xlate allocates for dma_dev, which is set only after registration"),
            new Reason(
                    "null-deref:rk_iommu_of_xlate|use-after-free:rk_iommu_of_xlate.*",
                    "B04",
                    "a walk frees what the client's configuration has just made"),
            new Reason(
                    "(null-deref|use-after-free|double-free):(of_iommu_configure|iommu_fwspec_(init|free)).*",
                    "B04",
                    "a walk frees what a configuration looks at"),
            new Reason(
                    "double-free:dev_iommu_free:iommu_fwspec",
                    "B04",
                    "a walk and a configuration free one firmware specification"),
            new Reason(
                    "(null-deref|use-after-free):(iommu_init_device|iommu_create_device_direct_mappings|iommu_probe_device|__iommu_group_dma_finalize|rk_iommu_domain_alloc|rk_iommu_identity_attach|rk_iommu_device_group|generic_single_device_group|__iommu_probe_device|iommu_join_group).*",
                    "walk",
                    "another walk frees dev->iommu of a device that is being probed"),
            new Reason("(null-deref|use-after-free|double-free):.*", "walk", "two tasks probe one device at once"),
            new Reason("invariant:.*:DI-5", "DI-5", "two tasks probe one master, the second after the first"),
            new Reason("invariant:.*:RK-4", "B32", "the second master of an IOMMU resets its domain"),
            new Reason(
                    "livelock:.*|warn:rk_iommu_attach_device:rk_iommu->node",
                    "B32",
                    "and then the list of the domain's IOMMUs has no end"),
            new Reason("invariant:.*:GR-12", "GR-12", "a client binds before its group has a domain, with direct DMA"),
            new Reason("invariant:.*:RG-11", "RG-11", "a client is configured while its IOMMU registers"),
            new Reason("warn:__iommu_probe_device:late.*", "late", "and is then probed with its driver bound"),
            new Reason(
                    "warn:rk_iommu_attach_device:rk_iommu power", "W12", "a client attaches before pm_runtime_enable"),
            new Reason(
                    "warn:rk_iommu_.*:rk_iommu power",
                    "power",
                    "a client maps or detaches before pm_runtime_enable, or after a registration that failed"),
            new Reason(
                    "race:.*",
                    "race",
                    "not locked, by design or by oversight: dma_dev, rk_ops and bus->iommu_ops are set by each probe; dev->iommu and dev->iommu_group are looked at without the lock"));

    private record Reason(String key, String name, String text) {}

    private static final Map<KernelProfile, Map<String, TreeSet<String>>> SHOWN = new TreeMap<>();

    @BeforeAll
    static void boot() {
        assumeTrue(CarrierKind.best() == CarrierKind.CONTINUATION, "left out: takes minutes without continuations");
        for (KernelProfile profile : LADDER) {
            Map<String, TreeSet<String>> shown = SHOWN.computeIfAbsent(profile, unused -> new TreeMap<>());
            for (String board : BOARDS) {
                KernelProgram program = new KernelProgram(
                        Version.of(profile), Boards.named(board), CommandLine.EMPTY.async("rk_iommu"));
                try (Explorer explorer = new Explorer(program, Limits.EVERYTHING)) {
                    for (Sampling strategy : List.of(new Pos(1), new Pct(3, 700, 1), new Pct(5, 700, 1))) {
                        for (int number = 0; number < BOOTS; number++) {
                            strategy.draw(number);
                            for (Finding finding : explorer.execute(strategy).findings()) {
                                shown.computeIfAbsent(finding.key(), unused -> new TreeSet<>())
                                        .add(board);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void eachFixTakesAwayTheCrashesThatItNames() {
        assertThat(crashes(KernelProfile.P61RC)).containsExactly("B04", "B31", "DI-5", "walk");
        assertThat(crashes(KernelProfile.P61)).containsExactly("B04", "B31", "DI-5");
        assertThat(crashes(KernelProfile.P61Y)).containsExactly("B31", "DI-5");
        assertThat(crashes(KernelProfile.P66)).containsExactly("B04", "B31");
        assertThat(crashes(KernelProfile.P612)).containsExactly("B31");
        assertThat(crashes(KernelProfile.P615N)).containsExactly("B31", "DI-5", "walk");
        assertThat(crashes(KernelProfile.P615)).containsExactly("DI-5", "walk");
        assertThat(crashes(KernelProfile.P618)).isEmpty();
    }

    @Test
    void attachingBeforePowerIsManagedWarnsUntilRockchipRegistersLast() {
        for (KernelProfile profile : LADDER) {
            boolean registersFirst = profile.compareTo(KernelProfile.P615) < 0;
            assertThat(classes(profile).contains("W12")).as(profile.id()).isEqualTo(registersFirst);
        }
    }

    @Test
    void pageListsEveryFindingWithItsReason() {
        StringBuilder page = new StringBuilder("""
                <!-- SPDX-License-Identifier: Apache-2.0 -->
                # What the model shows, kernel by kernel

                Boots with `driver_async_probe=rk_iommu` on the five small boards, sampled: %d of each strategy (`pos`, `pct:3`, `pct:5`) per
                board, always the same. `x`: met. What is not met was not proven absent here; `probus explore` with its default strategy does
                that where it ends *complete*. Generated by `FindingsPageTest`.

                | finding | class | %s | why |
                |---|---|%s---|
                """.formatted(
                        BOOTS,
                        LADDER.stream().map(KernelProfile::id).collect(Collectors.joining(" | ")),
                        "---|".repeat(LADDER.size())));
        Set<String> keys = new TreeSet<>();
        SHOWN.values().forEach(shown -> keys.addAll(shown.keySet()));
        for (String key : keys) {
            Reason reason = reason(key);
            String cells = LADDER.stream()
                    .map(profile -> SHOWN.get(profile).containsKey(key) ? "x" : " ")
                    .collect(Collectors.joining(" | "));
            page.append("| `")
                    .append(key)
                    .append("` | ")
                    .append(reason.name())
                    .append(" | ")
                    .append(cells);
            page.append(" | ").append(reason.text()).append(" |\n");
        }
        GeneratedFile.check(SourceTree.ROOT.resolve("docs/findings.md"), page.toString());
    }

    private static Set<String> crashes(KernelProfile profile) {
        return SHOWN.get(profile).keySet().stream()
                .filter(key -> key.matches("(null-deref|use-after-free|double-free|deadlock):.*|.*:DI-5"))
                .map(key -> reason(key).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classes(KernelProfile profile) {
        return SHOWN.get(profile).keySet().stream()
                .map(key -> reason(key).name())
                .collect(Collectors.toSet());
    }

    private static Reason reason(String key) {
        return REASONS.stream()
                .filter(reason -> key.matches(reason.key()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " has no reason"));
    }
}
