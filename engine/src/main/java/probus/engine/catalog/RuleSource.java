// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

/**
 * The text of a rule file.
 *
 * @param file its name as shown to the user
 * @param text DRL
 */
public record RuleSource(String file, String text) {}
