// SPDX-License-Identifier: Apache-2.0
package probus.engine;

import probus.facts.ProbeEvent;

/**
 * One event of a violation and what it is evidence of.
 *
 * @param event the event
 * @param phrase what it shows, {@code ""} for an event that is only context
 */
public record Evidence(ProbeEvent event, String phrase) {}
