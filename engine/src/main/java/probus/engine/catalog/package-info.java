// SPDX-License-Identifier: Apache-2.0
/**
 * What there is to check: the metadata of the rules, read from the annotations of their DRL files and nowhere else, and the
 * folders with their pages and examples. Nothing here runs a rule. Start with {@link probus.engine.catalog.Rule}.
 */
package probus.engine.catalog;
