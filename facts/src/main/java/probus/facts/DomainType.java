// SPDX-License-Identifier: Apache-2.0
package probus.facts;

/** The type of an IOMMU domain ({@code include/linux/iommu.h}). */
public enum DomainType {
    /** No DMA at all. */
    BLOCKED(0),
    /** Mappings made by the driver that owns the domain. */
    UNMANAGED(1),
    /** Mappings made by the DMA API, strict invalidation. */
    DMA(3),
    /** No translation. */
    IDENTITY(4),
    /** Mappings made by the DMA API, lazy invalidation. */
    DMA_FQ(11),
    /** Not recorded. */
    UNKNOWN(-1);

    private final int value;

    DomainType(int value) {
        this.value = value;
    }

    /** {@return the type with the kernel's number {@code value}, {@link #UNKNOWN} for any other} */
    public static DomainType of(long value) {
        for (DomainType type : values()) {
            if (type.value == value) {
                return type;
            }
        }
        return UNKNOWN;
    }

    /** {@return whether the core uses this type for a group's default domain} */
    public boolean isDefaultKind() {
        return this == DMA || this == DMA_FQ || this == IDENTITY;
    }
}
