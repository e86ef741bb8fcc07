// SPDX-License-Identifier: Apache-2.0
/** The machines that the kernel boots on: device trees, of which only what the probe path looks at is kept. */
package probus.model.board;
