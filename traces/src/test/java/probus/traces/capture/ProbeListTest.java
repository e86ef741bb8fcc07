// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import probus.facts.KernelProfile;
import probus.traces.format.Symbols;

/** The probes that the kit arms, against those that a real kernel had armed, and offsets from real type information. */
final class ProbeListTest {
    private static final Path STATE = Stream.of("samples", "traces/samples")
            .map(folder -> Path.of(folder, "K-fixed/sync-kpfull/run01/state-after.txt"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();

    private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");

    @Test
    void eachProbeFetchesWhatARealKernelWasSeenToFetch() throws IOException {
        Map<String, List<String>> recorded = recorded();
        int compared = 0;
        for (Probe probe : probes(Set.of())) {
            List<String> theirs = recorded.get((probe.exit() ? "r:" : "p:") + probe.function());
            if (theirs != null) {
                assertThat(theirs).as(probe.function()).containsAll(probe.fetches());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(35);
    }

    @Test
    void onlyWhatIsNeededIsArmed() {
        assertThat(probes(Set.of("DevIommuGet", "DevIommuFree")))
                .extracting(probe -> (probe.exit() ? "r:" : "p:") + probe.function())
                .containsExactly(
                        "p:really_probe",
                        "r:really_probe",
                        "p:probe_iommu_group",
                        "r:probe_iommu_group",
                        "p:dev_iommu_get",
                        "r:dev_iommu_get",
                        "p:dev_iommu_free");
        assertThat(ProbeList.recordable(probes(Set.of("DevIommuGet")))).contains("DevIommuGet");
    }

    @Test
    void withoutOffsetsNothingIsReadFromAGuessedPlace() {
        ProbeList list = new ProbeList(KernelProfile.P61Y, Set.of("rk_iommu"), new Offsets(), List::of);

        assertThat(list.probes(Set.of("DevIommuFree")))
                .filteredOn(probe -> probe.function().equals("dev_iommu_free"))
                .singleElement()
                .satisfies(probe ->
                        assertThat(probe.fetches()).containsExactly("dev=+0(+0($arg1)):string", "ptr=$arg1:x64"));
    }

    @Test
    void functionsThatAreInlinedAreLeftOutAndNamed() {
        ProbeList list = new ProbeList(
                KernelProfile.P61Y,
                Set.of("rk_iommu"),
                new Offsets(),
                name -> name.startsWith("dev_iommu_") ? List.of() : List.of(name));

        assertThat(list.probes(Set.of())).noneMatch(probe -> probe.function().startsWith("dev_iommu_"));
        assertThat(list.missing(Set.of())).containsExactly("dev_iommu_free", "dev_iommu_get");
    }

    @Test
    void whereANameStandsForSeveralFunctionsEachIsArmedByItsPlace() {
        Symbols symbols = Symbols.of("""
                ffff800008010000 T _stext
                ffff8000088a07a0 t arm_smmu_device_probe
                ffff8000088a4510 t arm_smmu_of_xlate
                ffff8000088a6b90 t arm_smmu_device_probe
                ffff800008d00000 D _etext
                ffff800009000000 t arm_smmu_of_xlate	[other]
                """);
        ProbeList list =
                new ProbeList(KernelProfile.P61Y, Set.of("arm_smmu"), new Offsets(), Places.of(symbols, false));

        assertThat(list.probes(Set.of("DriverProbeEnd", "XlateEnd")))
                .extracting(probe -> probe.kind() + ":" + probe.event() + " " + probe.place())
                .containsExactly(
                        "p:arm_smmu_device_probe _stext+0x8907a0",
                        "r64:arm_smmu_device_probe_r _stext+0x8907a0",
                        "p:arm_smmu_device_probe_2 _stext+0x896b90",
                        "r64:arm_smmu_device_probe_2_r _stext+0x896b90",
                        "p:arm_smmu_of_xlate arm_smmu_of_xlate",
                        "r64:arm_smmu_of_xlate_r arm_smmu_of_xlate");
        assertThat(Places.of(symbols, true).of("arm_smmu_device_probe")).containsExactly("arm_smmu_device_probe");
        assertThat(Places.of(symbols, true).of("arm_smmu_attach_dev")).isEmpty();
    }

    @Test
    void aVariableIsReadOnlyWhereTheKernelIsKnownToHaveItsName() {
        Symbols without = Symbols.of("ffff8000088b68a0 t rk_iommu_of_xlate\n");
        Symbols with = Symbols.of("ffff8000088b68a0 t rk_iommu_of_xlate\nffff8000098b68a0 b dma_dev\n");

        for (Symbols symbols : List.of(Symbols.NONE, without)) {
            assertThat(xlate(Places.of(symbols, false))).noneMatch(fetch -> fetch.startsWith("dma_dev="));
        }
        assertThat(xlate(Places.of(Symbols.NONE, true))).contains("dma_dev=@dma_dev:x64");
        assertThat(xlate(Places.of(with, false))).contains("dma_dev=@dma_dev:x64");
    }

    private static List<String> xlate(Places places) {
        ProbeList list = new ProbeList(KernelProfile.P61Y, Set.of("rk_iommu"), new Offsets(), places);
        return list.probes(Set.of("XlateBegin")).stream()
                .filter(probe -> probe.function().equals("rk_iommu_of_xlate") && !probe.exit())
                .flatMap(probe -> probe.fetches().stream())
                .toList();
    }

    @Test
    void offsetsComeFromTheTypeInformationOfTheRunningKernel() throws IOException {
        assumeTrue(Files.isReadable(BTF), "this machine has no type information");
        Offsets offsets = new Offsets();
        offsets.take(TypeInformation.of(Files.readAllBytes(BTF), Offsets.WANTED.keySet()));

        assertThat(offsets.of("device.kobj.name")).hasValue(0);
        assertThat(offsets.of("platform_device.dev")).hasValue(16);
        assertThat(offsets.of("device.iommu")).isPresent();
        assertThat(offsets.of("dev_iommu.fwspec")).isPresent();
        assertThat(offsets.of("device.iommu_group").orElseThrow())
                .isNotEqualTo(offsets.of("device.iommu").orElseThrow());
    }

    @Test
    void damagedTypeInformationIsExplained() throws IOException {
        assertThatThrownBy(() -> TypeInformation.of(new byte[100], Set.of())).isInstanceOf(IOException.class);
        assumeTrue(Files.isReadable(BTF), "this machine has no type information");
        byte[] whole = Files.readAllBytes(BTF);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261122L);
        for (int round = 0; round < 30; round++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(64, whole.length));
            damaged[random.nextInt(40)] ^= (byte) (1 << random.nextInt(8));
            try {
                TypeInformation.of(damaged, Set.of());
            } catch (IOException explained) {
                assertThat(explained).hasMessageContaining("it");
            }
        }
    }

    private static List<Probe> probes(Set<String> kinds) {
        Offsets offsets = new Offsets();
        offsets.take("device.iommu", 720);
        offsets.take("device.iommu_group", 712);
        offsets.take("dev_iommu.fwspec", 48);
        return new ProbeList(KernelProfile.P61Y, Set.of("rk_iommu"), offsets, List::of).probes(kinds);
    }

    /** {@return what each probe of the recording fetched, by kind and function} */
    private static Map<String, List<String>> recorded() throws IOException {
        Map<String, List<String>> recorded = new HashMap<>();
        for (String line : Files.readAllLines(STATE)) {
            String[] words = line.split(" ");
            if (words.length >= 2 && words[0].contains(":kprobes/")) {
                recorded.put(
                        words[0].charAt(0) + ":" + words[1],
                        Arrays.asList(words).subList(2, words.length));
            }
        }
        assertThat(new HashSet<>(recorded.keySet())).hasSizeGreaterThan(40);
        return recorded;
    }
}
