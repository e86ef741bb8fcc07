// SPDX-License-Identifier: Apache-2.0
/** The invariants a second time, written by hand: what the rules must agree with, and what their speed is measured against. */
package probus.bench.oracle;
