// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.include;

import java.util.List;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.Mutex;
import probus.model.world.RefCount;
import probus.model.world.World;

/** {@code struct iommu_group} ({@code drivers/iommu/iommu.c}). */
public final class IommuGroup extends HeapObject {
    public final Mutex mutex = new Mutex(this, "mutex");
    /** References: one of each member, of each {@code iommu_group_get}, and of a driver that keeps it. */
    public final RefCount devices_kobj = new RefCount(this, "devices_kobj", 1);

    public final Field<List<GroupDevice>> devices = new Field<>(this, "devices", List.of());
    public final Field<IommuDomain> default_domain = new Field<>(this, "default_domain", null);
    public final Field<IommuDomain> blocking_domain = new Field<>(this, "blocking_domain", null);
    public final Field<IommuDomain> domain = new Field<>(this, "domain", null);
    /** The list of a walk that it is queued on, or NULL. */
    public final Field<GroupList> entry = new Field<>(this, "entry", null);

    public final Field<Boolean> owner = new Field<>(this, "owner", false);
    public final Field<Integer> owner_cnt = new Field<>(this, "owner_cnt", 0);

    /** A group without devices and with one reference. */
    public IommuGroup(World world) {
        super(world, "iommu_group");
    }

    /** {@code struct group_device}. */
    public static final class GroupDevice extends HeapObject {
        public final Device dev;

        /** The place of a device in a group. */
        public GroupDevice(World world, Device dev) {
            super(world, "group_device");
            this.dev = dev;
        }
    }

    /** The list of groups on the stack of a walk ({@code bus_iommu_probe}). */
    public static final class GroupList extends HeapObject {
        /** The IOMMU whose registration the walk is part of. */
        public final IommuDevice walker;

        public final Field<List<IommuGroup>> list = new Field<>(this, "group_list", List.of());

        /** An empty list. */
        public GroupList(World world, IommuDevice walker) {
            super(world, "group_list");
            this.walker = walker;
        }
    }
}
