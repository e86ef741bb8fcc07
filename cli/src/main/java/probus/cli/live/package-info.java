// SPDX-License-Identifier: Apache-2.0
/**
 * Checks events while they happen. A source (a stream, a growing file, a socket, the model) has a thread of its own and puts
 * what it reads into a bounded queue; the {@link probus.cli.live.Monitor} takes it out, checks it, and tells its {@link
 * probus.cli.live.Watcher}s: the terminal, a program that reads JSON, the page.
 *
 * <pre>
 * Source ── Pace ──> EventQueue ──> Monitor ──> Watcher, Watcher, ...
 * </pre>
 */
package probus.cli.live;
