// SPDX-License-Identifier: Apache-2.0
/**
 * The bug zoo: bugs that the probe path really had, or seems to have, as boots of {@link
 * probus.model.linux.KernelProgram}, each with the smallest schedule that shows it. {@link probus.model.zoo.Zoo} lists them.
 */
package probus.model.zoo;
