// SPDX-License-Identifier: Apache-2.0
/**
 * Runs rules over the events of a boot: events in, one {@link probus.engine.Verdict} per rule out. Nothing here knows what
 * a rule means or where an event was read. Start with {@link probus.engine.Checker}; {@link probus.engine.RuleBase} holds
 * the compiled rules.
 */
package probus.engine;
