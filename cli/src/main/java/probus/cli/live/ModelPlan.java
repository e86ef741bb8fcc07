// SPDX-License-Identifier: Apache-2.0
package probus.cli.live;

import java.util.List;

/**
 * Which boots the model is to show, in the words of the command line.
 *
 * @param kernel a version or a profile
 * @param board the name of a board, or a device tree source
 * @param async drivers that probe on workers
 * @param inject places at which something may fail
 * @param strategy who decides which task goes on
 * @param seed of everything random
 * @param replay the one schedule to show, {@code ""} to let the strategy decide
 */
public record ModelPlan(
        String kernel,
        String board,
        List<String> async,
        List<String> inject,
        String strategy,
        long seed,
        String replay) {}
