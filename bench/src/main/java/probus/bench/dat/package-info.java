// SPDX-License-Identifier: Apache-2.0
/** Large {@code trace.dat} files, and reading them. */
package probus.bench.dat;
