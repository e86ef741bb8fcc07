// SPDX-License-Identifier: Apache-2.0
/**
 * Which interleavings of a model are tried: one class per {@link probus.model.explore.Strategy}, the {@link
 * probus.model.explore.Explorer} that runs executions as a strategy says and collects what went wrong, {@link
 * probus.model.explore.Exhaustive} and {@link probus.model.explore.ParallelSampling} that do so on several cores, {@link
 * probus.model.explore.Schedule}s as text, their replay and their {@link probus.model.explore.Minimiser}. Nothing here knows
 * what a model is about. Start with {@code Strategy} and {@code Explorer}.
 */
package probus.model.explore;
