// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import probus.facts.DomainType;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.World;

/** {@code struct iommu_domain} ({@code include/linux/iommu.h}), with which a driver's structure for a domain begins. */
public abstract class IommuDomain extends HeapObject {
    /** Written by the core after the driver has made the domain, as is {@link #ops}. */
    public final Field<DomainType> type = new Field<>(this, "type", DomainType.UNKNOWN);

    public final Field<IommuOps> ops = new Field<>(this, "ops", null);
    public final Field<Boolean> iova_cookie = new Field<>(this, "iova_cookie", false);
    /** Whether its owner wants to hear of faults. */
    public final Field<Boolean> handler = new Field<>(this, "handler", false);

    /** A domain without mappings. */
    protected IommuDomain(World world, String label) {
        super(world, label);
    }
}
