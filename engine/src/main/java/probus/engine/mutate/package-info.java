// SPDX-License-Identifier: Apache-2.0

/**
 * How good the rules are: traces are changed in one place each, as a bug would change them, and a change that no rule notices is
 * shown. Start at {@link probus.engine.mutate.MutationRun}.
 */
package probus.engine.mutate;
