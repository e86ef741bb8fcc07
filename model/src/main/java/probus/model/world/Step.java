// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/**
 * A step that was done.
 *
 * @param number counted from 1
 * @param task who did it
 * @param op what it did
 * @param result what the task got, or stored; null also if it was an oops
 * @param function the kernel function that did it
 * @param depth how many functions the task is in
 */
public record Step(int number, Task task, Op op, Object result, String function, int depth) {}
