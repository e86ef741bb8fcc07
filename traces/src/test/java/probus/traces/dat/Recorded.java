// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where recorded boots are: the large folder where it lies beside the checkout, else the samples. */
final class Recorded {
    static final Path FOLDER = Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
            .flatMap(up ->
                    Stream.of(up.resolve("shared/kernel-traces"), up.resolve("traces/samples"), up.resolve("samples")))
            .filter(folder -> Files.exists(folder.resolve("derived-facts.json")))
            .min((a, b) -> Boolean.compare(isSample(a), isSample(b)))
            .orElseThrow();

    private Recorded() {}

    private static boolean isSample(Path folder) {
        return folder.endsWith("samples");
    }
}
