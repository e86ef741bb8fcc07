// SPDX-License-Identifier: Apache-2.0
/**
 * What turns an exploration into an answer: an {@link probus.model.run.Approach} by its word, a {@link
 * probus.model.run.Recording} of one schedule, what the kernel's console would show of its end ({@link
 * probus.model.run.Crash}) and what of it a person has to see ({@link probus.model.run.Meanwhile}).
 */
package probus.model.run;
