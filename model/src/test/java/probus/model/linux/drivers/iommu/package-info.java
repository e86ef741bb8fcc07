// SPDX-License-Identifier: Apache-2.0
/** What the driver and its hardware do, one function and one fault at a time. */
package probus.model.linux.drivers.iommu;
