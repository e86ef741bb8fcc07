// SPDX-License-Identifier: Apache-2.0
/** {@code init/main.c}: what the first task does until user space is there, and what user space then does. */
package probus.model.linux.init;
