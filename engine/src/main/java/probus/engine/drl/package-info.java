// SPDX-License-Identifier: Apache-2.0

/**
 * The declarative part of DRL, read without Drools: rule files become trees in which each word knows its line and column.
 * What only Drools understands is told from what nobody understands. Start at {@link probus.engine.drl.DrlParser}.
 */
package probus.engine.drl;
