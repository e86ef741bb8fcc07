// SPDX-License-Identifier: Apache-2.0
/** The check of one boot, from its first event to its verdicts: the same for a trace that is over and for one that goes on. */
package probus.cli.boot;
