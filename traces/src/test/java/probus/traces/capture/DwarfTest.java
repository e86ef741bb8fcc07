// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import probus.traces.input.Input;

/** Offsets from the debugging information of small programs; {@code make} beside them says how they were built. */
final class DwarfTest {
    /** Of {@code structures.c}, on machines of 64 bits. */
    private static final Map<String, Integer> PLACES = Map.of(
            "device.kobj.name", 24,
            "device.iommu", 80,
            "device.iommu_group", 48,
            "dev_iommu.fwspec", 16,
            "platform_device.dev", 16,
            "device_node.full_name", 8,
            "device_driver.name", 8,
            "bus_type.name", 0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dwarf2", "dwarf3", "dwarf4", "dwarf5", "wide", "zlib", "zstd", "big"})
    void eachVersionAndPackingSaysTheSame(String program) throws IOException {
        assertThat(places(bytes(program))).isEqualTo(PLACES);
    }

    @Test
    void aFileIsReadWhereItLies() throws IOException {
        Path file = Files.write(folder.resolve("vmlinux"), bytes("dwarf5"));

        try (Input input = Input.open(file.toString(), InputStream.nullInputStream())) {
            assertThat(places(TypeInformation.of(input, Offsets.WANTED.keySet())))
                    .isEqualTo(PLACES);
        }
    }

    @Test
    void aKernelOf32BitsHasItsOwnPlaces() throws IOException {
        assertThat(places(bytes("narrow")))
                .containsEntry("device.iommu", 60)
                .containsEntry("device.iommu_group", 28)
                .containsEntry("dev_iommu.fwspec", 8);
    }

    @Test
    void aValueOfAnyFormIsPassed() throws IOException {
        assertThat(places(bytes("forms"))).isEqualTo(Map.of("device.iommu", 720, "device.iommu_group", 712));
    }

    @Test
    void whatCannotBeReadIsExplained() {
        assertThatThrownBy(() -> places(bytes("unlinked")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it is not linked yet");
        assertThatThrownBy(() -> places(bytes("types")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("its .debug_info has none of the structures");
        byte[] renamed = new String(bytes("dwarf5"), ISO_8859_1)
                .replace(".debug_info", ".Debug_info")
                .getBytes(ISO_8859_1);
        assertThatThrownBy(() -> places(renamed))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it has neither a .BTF nor a .debug_info section");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dwarf2", "dwarf4", "dwarf5", "wide", "zlib", "zstd", "big", "forms"})
    void damageIsExplainedOrReadPast(String program) {
        byte[] whole = bytes(program);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261123L);
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            int explained = 0;
            for (int round = 0; round < 1500; round++) {
                byte[] damaged = Arrays.copyOf(whole, round % 4 == 0 ? random.nextInt(5, whole.length) : whole.length);
                for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
                    damaged[random.nextInt(4, damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                try {
                    places(damaged);
                } catch (IOException known) {
                    assertThat(known.getMessage()).matches("its? .*");
                    explained++;
                }
            }
            assertThat(explained).isBetween(300, 1499);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4", "-gdwarf-5", "-gz=zlib", "-gstrict-dwarf"})
    void theCompilerOfThisMachinePutsMembersThere(String option) throws IOException, InterruptedException {
        assumeTrue(answers("gcc", "--version"), "gcc is not installed: its own offsets are not compared");
        Path source = folder.resolve("program.c");
        Path program = folder.resolve("program");
        String prints = Offsets.WANTED.keySet().stream()
                .map(member -> "printf(\"%s %zu\\n\", \"" + member + "\", offsetof(struct "
                        + member.replaceFirst("\\.", ", ") + "));\n")
                .collect(Collectors.joining());
        Files.writeString(
                source,
                new String(bytes("structures.c"), UTF_8) + "#include <stddef.h>\n#include <stdio.h>\nint main(void) {\n"
                        + prints + "return 0;\n}\n");
        run("gcc", "-g", option, source.toString(), "-o", program.toString());

        Map<String, Integer> printed = new TreeMap<>();
        for (String line : run(program.toString()).lines().toList()) {
            List<String> words = List.of(line.split(" "));
            printed.put(words.get(0), Integer.valueOf(words.get(1)));
        }
        assertThat(printed).hasSize(Offsets.WANTED.size());
        assertThat(places(Files.readAllBytes(program))).isEqualTo(printed);
    }

    private static boolean answers(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Map<String, Integer> places(byte[] file) throws IOException {
        return places(TypeInformation.of(file, Offsets.WANTED.keySet()));
    }

    private static Map<String, Integer> places(TypeInformation types) {
        Map<String, Integer> places = new TreeMap<>();
        for (String member : Offsets.WANTED.keySet()) {
            int dot = member.indexOf('.');
            types.offset(member.substring(0, dot), member.substring(dot + 1))
                    .ifPresent(bytes -> places.put(member, bytes));
        }
        return places;
    }

    private static byte[] bytes(String name) {
        String resource = "/probus/traces/capture/" + (name.contains(".") ? name : name + ".elf");
        try (InputStream stream = DwarfTest.class.getResourceAsStream(resource)) {
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
