// SPDX-License-Identifier: Apache-2.0
/** {@code drivers/iommu}: the IOMMU core, its device tree glue, DMA mapping, and IOMMU drivers. */
package probus.model.linux.drivers.iommu;
