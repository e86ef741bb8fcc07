// SPDX-License-Identifier: Apache-2.0
/**
 * Says to people and programs what was found. A {@link probus.report.Reporter} is told each {@link
 * probus.report.BootReport}; a format is one class. Nothing here decides anything, and nothing depends on a clock: the
 * same input gives the same bytes.
 */
package probus.report;
