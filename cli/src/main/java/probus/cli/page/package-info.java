// SPDX-License-Identifier: Apache-2.0
/**
 * The page of a monitor: a web server that listens on this machine only, and what it serves. The {@link
 * probus.cli.page.Journal} keeps the newest that happened; each browser reads it at a pace of its own, so that a slow one
 * costs neither memory nor the check. Everything that a browser shows came from a trace and is hostile.
 *
 * <pre>
 * Monitor ── Journal ──> EventStream, one per browser ──> /events
 *        └── Metrics ─────────────────────────────────> /metrics
 *        ┌── Controls <────────────────────────────── /pace, /model: with the token only
 * </pre>
 */
package probus.cli.page;
