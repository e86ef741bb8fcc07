// SPDX-License-Identifier: Apache-2.0
/** What recorded functions mean: turns the records of a trace into the events that rules are about. */
package probus.traces.lift;
