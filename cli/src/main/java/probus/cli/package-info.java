// SPDX-License-Identifier: Apache-2.0
/**
 * The command line. {@link probus.cli.Main#run} is a whole run inside a JVM. A command is a class that parses its
 * options and hands over; only what is asked for is loaded, because most runs are short.
 */
package probus.cli;
