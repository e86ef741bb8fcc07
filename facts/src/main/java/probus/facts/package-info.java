// SPDX-License-Identifier: Apache-2.0
/**
 * What can happen while a Linux kernel probes its IOMMUs: {@link probus.facts.ProbeEvent} and the values its events are
 * made of. Nothing here says what is allowed and nothing here reads a trace. Start with {@code ProbeEvent}; {@code
 * EventCatalog} describes all of it at run time.
 */
package probus.facts;
