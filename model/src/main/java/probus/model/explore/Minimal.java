// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

/**
 * A schedule that shows a finding with as little as possible.
 *
 * @param program the smallest program on which it was shown
 * @param found the finding and its schedule there
 * @param proven whether every schedule of that program with fewer preemptions (and no more tasks) was tried in vain
 * @param executions how many executions it took to get there
 */
public record Minimal(Program program, Found found, boolean proven, long executions) {}
