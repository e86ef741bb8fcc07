// SPDX-License-Identifier: Apache-2.0
/** The invariants are quiet where nothing is wrong; that they speak where something is, the bug zoo shows. */
package probus.model.oracle;
