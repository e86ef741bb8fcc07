// SPDX-License-Identifier: Apache-2.0

/**
 * Why a rule did not fire: the rule's tree is held against the events once more, slowly and with a memory of how far it got.
 * It explains and decides nothing. Start at {@link probus.engine.whynot.WhyNot}.
 */
package probus.engine.whynot;
