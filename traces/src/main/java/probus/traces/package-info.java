// SPDX-License-Identifier: Apache-2.0
/** The way into this module: inputs go in, the events of their boots come out. */
package probus.traces;
