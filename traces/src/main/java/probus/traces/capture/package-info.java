// SPDX-License-Identifier: Apache-2.0
/** What to record: which probes on which functions fetch what, and where in structures it stands. */
package probus.traces.capture;
