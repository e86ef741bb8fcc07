// SPDX-License-Identifier: Apache-2.0
/** Streams of events made up for measurements and property tests. */
package probus.bench.events;
