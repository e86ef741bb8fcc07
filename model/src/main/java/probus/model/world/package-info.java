// SPDX-License-Identifier: Apache-2.0
/**
 * One execution of a model: its tasks, the memory, locks and work queues that they share, and what goes wrong between
 * them. Which executions are tried is not decided here but in {@code probus.model.explore}. Start with {@link
 * probus.model.world.World#point}, the one place through which every step goes.
 *
 * <p>A model is straight-line Java. What is shared is a primitive: {@link probus.model.world.Field}, {@link
 * probus.model.world.Mutex}, {@link probus.model.world.Spinlock}, {@link probus.model.world.RwSem}, {@link
 * probus.model.world.RefCount}, {@link probus.model.world.Completion}, {@link probus.model.world.Work}, {@link
 * probus.model.world.Async}, {@link probus.model.world.Klist}, inside a {@link probus.model.world.HeapObject} or of its own.
 * Each use of one is a step, before which any other task may go first:
 *
 * <pre>{@code
 * final class Device extends HeapObject {
 *     final Field<DevIommu> iommu = new Field<>(this, "iommu", null);
 *     ...
 * }
 *
 * DevIommu dev_iommu_get(Device dev) {
 *     world.enter("dev_iommu_get");
 *     DevIommu param = dev.iommu.get();                    // a step; NULL is null
 *     if (param != null) return world.leave(param);
 *     param = world.alloc(() -> new DevIommu(world));      // a step
 *     dev.iommu.set(param);                                // a step
 *     return world.leave(param);
 * }
 * }</pre>
 *
 * <p>Four rules make this sound:
 *
 * <ul>
 *   <li>Every function is entered and left. What it has seen is part of the state until it returns; after that only what it
 *       returned is. Local variables therefore need no care.
 *   <li>In a loop, {@code world.loop(i)} forgets the rounds before; {@code world.cut("position", live...)} does so anywhere.
 *       Both are only for speed, and the live variables must be complete.
 *   <li>Nothing shared lives outside of primitives, and no {@code finally} does a step.
 *   <li>A primitive keeps the contract of {@link probus.model.world.Location}.
 * </ul>
 *
 * <p>{@code param.member.get()} with {@code param == null} is the kernel's NULL dereference, with a freed {@code param} its use
 * after free; {@code world.kfree} twice is a double free. Deadlocks, data races, lock orders, sleeping under a spinlock and
 * tasks without end are found without a word in the model.
 */
package probus.model.world;
