// SPDX-License-Identifier: Apache-2.0
/** What a trace says, line by line, before anything is known about the meaning of a function. */
package probus.traces.record;
