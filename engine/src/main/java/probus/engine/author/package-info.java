// SPDX-License-Identifier: Apache-2.0

/**
 * What an author of rules works with: examples run one by one with what was expected at which line, and the folder of a new
 * rule. Start at {@link probus.engine.author.ExampleTest}.
 */
package probus.engine.author;
