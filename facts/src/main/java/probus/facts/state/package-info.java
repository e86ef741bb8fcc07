// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of the kernel just before an event: who did what to which object when, one small class per kind of object.
 * Nothing here says what is allowed; deciding is the rule's. Nothing is ever null and nothing is guessed: what was not seen
 * is not seen ({@link probus.facts.state.PastEvent}), and what may be used in the negative is three-valued ({@link
 * probus.facts.state.Known}). Start with {@link probus.facts.state.Before}, which is what rules read, then {@link
 * probus.facts.state.KernelState}, which keeps it up to date.
 */
package probus.facts.state;
