// SPDX-License-Identifier: Apache-2.0
/** {@code drivers/of}: what the device tree says of a device. */
package probus.model.linux.drivers.of;
