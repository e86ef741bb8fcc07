// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

import probus.model.world.Finding;

/**
 * Something that went wrong, and the first schedule in which it did.
 *
 * @param finding what
 * @param firstAt the number of the execution, from 1; 0 if no single execution shows it
 * @param schedule the decisions up to it
 * @param cost what the schedule takes
 */
public record Found(Finding finding, long firstAt, Schedule schedule, Cost cost) {}
