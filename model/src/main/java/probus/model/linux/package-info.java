// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel. {@link probus.model.linux.Kernel} is one booting machine; each class below {@code drivers} is a kernel file,
 * each method a function of it, under its own name, with its locks, its order and its error numbers. What a version does
 * otherwise is {@code k.has(Change)} at the line that the {@link probus.model.linux.Change} touched.
 *
 * <p>Comments such as {@code // PD3} at the end of a line are the rows of the step tables that the model was written from.
 */
package probus.model.linux;
