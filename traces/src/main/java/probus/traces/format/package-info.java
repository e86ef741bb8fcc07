// SPDX-License-Identifier: Apache-2.0
/** Trace formats, a class each: bytes in, {@link probus.traces.record.TraceRecord records} out. */
package probus.traces.format;
