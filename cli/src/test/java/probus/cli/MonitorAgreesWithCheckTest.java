// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trace that comes in pieces gets the verdicts that it gets when it is checked. */
final class MonitorAgreesWithCheckTest {
    private static final long SEED = 42;

    static Stream<String> boots() {
        return RecordedBoots.facts().keySet().stream();
    }

    @ParameterizedTest(name = "{0}, seed " + SEED)
    @MethodSource("boots")
    void piecesOfAnySizeGiveTheSameVerdicts(String boot) throws IOException {
        Path file = RecordedBoots.file(boot);
        byte[] bytes = Files.readAllBytes(file);
        Run checked =
                Run.withInput(bytes, Terminal.NONE, Map.of(), "check", "--kernel", "6.1.192", "--format", "json", "-");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = Main.run(
                new String[] {"monitor", "--kernel", "6.1.192", "--format", "json", "--patience", "60000"},
                new Pieces(bytes),
                out,
                new ByteArrayOutputStream(),
                Map.of(),
                Terminal.NONE);
        List<Object> live = new ArrayList<>();
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"type\":\"end\""))
                .forEach(line -> {
                    Map<Object, Object> end = new java.util.LinkedHashMap<>(Json.object(Json.parse(line)));
                    end.remove("type");
                    live.add(end);
                });
        assertThat(live)
                .isEqualTo(Json.array(Json.object(Json.parse(checked.out())).get("inputs")));
        assertThat(exit).isEqualTo(checked.exit());
    }

    /** A stream that hands out a few bytes at a time, and never says that there are more. */
    private static final class Pieces extends InputStream {
        private final RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        private final ByteArrayInputStream bytes;

        Pieces(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] to, int from, int length) {
            int most = random.nextInt(8) == 0 ? 8191 : 37;
            return bytes.read(to, from, Math.min(length, 1 + random.nextInt(most)));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
