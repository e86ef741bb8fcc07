// SPDX-License-Identifier: Apache-2.0
/** Measures Probus against its bars; never shipped. */
package probus.bench;
