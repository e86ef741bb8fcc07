// SPDX-License-Identifier: Apache-2.0
/** Opening inputs: files and standard input, compressed or not, as bytes or as lines in bounded memory. */
package probus.traces.input;
