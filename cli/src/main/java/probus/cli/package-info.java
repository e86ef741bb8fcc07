// SPDX-License-Identifier: Apache-2.0
/** The commands: what a user types, and what brings the other modules together. Nothing here knows what a rule means. */
package probus.cli;
