// SPDX-License-Identifier: Apache-2.0
/**
 * One execution of a model: its tasks, the memory, locks and work queues that they share, and what goes wrong between
 * them. A model is straight-line Java that uses the primitives of this package ({@link probus.model.world.Field}, {@link
 * probus.model.world.Mutex}, {@link probus.model.world.HeapObject} ...); each use is one step, and before each step the
 * {@link probus.model.world.Scheduler} says who goes next. Which schedules are tried is not decided here but in {@code
 * probus.model.explore}. Start with {@link probus.model.world.World#point}, the one place through which every step goes.
 */
package probus.model.world;
