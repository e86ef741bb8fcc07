// SPDX-License-Identifier: Apache-2.0
/** What belongs to one boot: the files of a folder, and what lies beside a trace and says which probes were armed. */
package probus.traces.boot;
