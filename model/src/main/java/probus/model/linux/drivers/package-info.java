// SPDX-License-Identifier: Apache-2.0
/** {@code drivers}: the devices that IOMMUs translate. */
package probus.model.linux.drivers;
