// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.Optional;
import java.util.Set;
import probus.engine.catalog.Severity;
import probus.model.explore.Budget;
import probus.model.explore.Schedule;
import probus.model.linux.KernelProgram;
import probus.model.run.Approach;
import probus.model.world.Limits;
import probus.report.KernelChoice;

/**
 * What an exploration is to do.
 *
 * @param kernel what was asked for
 * @param program what is explored
 * @param limits when an execution is over; with its first oops, for what a dying kernel does is no finding
 * @param searched when one is over during the search: where nothing is to be left out, an oops only ends its task, since
 *     others might have oopsed first
 * @param again the command that would do this again, without what only concerns the search
 * @param approach how
 * @param seed of everything random
 * @param budget what the search may cost
 * @param replay the one schedule to run instead of a search
 * @param rules ids; empty for all
 * @param failOn the least severity that fails
 * @param strict whether a search that is not complete fails too
 * @param trace file to write a schedule's events to
 */
record ExplorePlan(
        KernelChoice kernel,
        KernelProgram program,
        Limits limits,
        Limits searched,
        String again,
        Approach approach,
        long seed,
        Budget budget,
        Optional<Schedule> replay,
        Set<String> rules,
        Severity failOn,
        boolean strict,
        Optional<String> trace) {}
