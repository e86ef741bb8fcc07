// SPDX-License-Identifier: Apache-2.0
/** {@code drivers/base}: devices, drivers, buses, and how they find each other. */
package probus.model.linux.drivers.base;
