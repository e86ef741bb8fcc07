// SPDX-License-Identifier: Apache-2.0

/**
 * What is wrong with a rule, in words that are not Drools', with file, line and column, the nearest name that exists and what to
 * write. Start at {@link probus.engine.lint.RuleLint}.
 */
package probus.engine.lint;
