// SPDX-License-Identifier: Apache-2.0
/** Our own format: events as JSON, one per line, both ways, without loss. */
package probus.traces.json;
