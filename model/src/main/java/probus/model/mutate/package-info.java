// SPDX-License-Identifier: Apache-2.0
/**
 * Changes of the model's code, as a bug would change it, to see who notices. Nothing of the code itself is touched: a {@link
 * probus.model.mutate.Mutant} stands where its steps, calls, returns and events go through ({@link
 * probus.model.world.Mutation}). {@link probus.model.mutate.Mutants} finds them by looking at boots.
 */
package probus.model.mutate;
