// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how the model boots. */
final class ModelOptions {
    @Option(
            names = "--async",
            paramLabel = "DRIVER",
            split = ",",
            description = "Drivers that probe on workers; * for all.")
    private List<String> async = new ArrayList<>();

    @Option(
            names = "--inject",
            paramLabel = "SITE",
            split = ",",
            description = "Places at which something may fail, once in a boot.")
    private List<String> inject = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--replay",
            paramLabel = "SCHEDULE|@FILE",
            description = "This one boot and no other, as a report of explore or monitor shows it.")
    private String replay;

    List<String> async() {
        return async;
    }

    List<String> inject() {
        return inject;
    }

    long seed() {
        return seed;
    }

    /** {@return the one schedule to run, as a line} */
    Optional<String> replay() {
        return Optional.ofNullable(replay).map(ModelSetting::line);
    }
}
