// SPDX-License-Identifier: Apache-2.0
/** What watching costs: the time from an event to its violation, memory, and what it takes from the model. */
package probus.bench.live;
