// SPDX-License-Identifier: Apache-2.0
/** Reads {@code trace.dat}, the binary file of {@code trace-cmd}, versions 6 and 7. */
package probus.traces.dat;
