// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import probus.facts.ObjectId;
import probus.model.board.Board;
import probus.model.linux.drivers.base.Bus;
import probus.model.linux.drivers.base.Core;
import probus.model.linux.drivers.base.Dd;
import probus.model.linux.drivers.base.Devres;
import probus.model.linux.drivers.base.Driver;
import probus.model.linux.drivers.base.Platform;
import probus.model.linux.drivers.base.PowerRuntime;
import probus.model.linux.drivers.iommu.ArmSmmu;
import probus.model.linux.drivers.iommu.ArmSmmuV3;
import probus.model.linux.drivers.iommu.DmaIommu;
import probus.model.linux.drivers.iommu.Iommu;
import probus.model.linux.drivers.iommu.IpmmuVmsa;
import probus.model.linux.drivers.iommu.OfIommu;
import probus.model.linux.drivers.iommu.OmapIommu;
import probus.model.linux.drivers.iommu.RockchipIommu;
import probus.model.linux.drivers.of.OfDevice;
import probus.model.linux.include.IommuGroup;
import probus.model.world.World;

/** One machine with its kernel, in one execution: the kernel's files, each with its static variables. */
public final class Kernel {
    private static final long FIRST_ADDRESS = 0xffff000000100000L;
    private static final long SLAB = 0x100;

    public final World world;
    public final Version version;
    public final Board board;
    public final CommandLine command_line;
    public final Faults faults;

    public final Core core;
    public final Bus bus;
    public final Driver driver;
    public final Dd dd;
    public final Devres devres;
    public final Platform platform;
    public final PowerRuntime pm;
    public final OfDevice of;
    public final Iommu iommu;
    public final OfIommu of_iommu;
    public final DmaIommu dma_iommu;
    public final RockchipIommu rockchip;
    public final OmapIommu omap_iommu;
    public final ArmSmmu arm_smmu;
    public final ArmSmmuV3 arm_smmu_v3;
    public final IpmmuVmsa ipmmu_vmsa;

    /** All groups that were ever made, for checks after the boot. */
    public final List<IommuGroup> groups = new ArrayList<>();

    private final IdentityHashMap<Object, ObjectId> addresses = new IdentityHashMap<>();
    private final List<Object> addressed = new ArrayList<>();

    /** A machine that is switched off. */
    public Kernel(World world, Version version, Board board, CommandLine command_line) {
        this.world = world;
        this.version = version;
        this.board = board;
        this.command_line = command_line;
        this.faults = new Faults(world, command_line.inject(), command_line.faults());
        this.core = new Core(this);
        this.bus = new Bus(this);
        this.driver = new Driver(this);
        this.dd = new Dd(this);
        this.devres = new Devres(this);
        this.platform = new Platform(this);
        this.pm = new PowerRuntime(this);
        this.of = new OfDevice(this);
        this.iommu = new Iommu(this);
        this.of_iommu = new OfIommu(this);
        this.dma_iommu = new DmaIommu(this);
        this.rockchip = new RockchipIommu(this);
        this.omap_iommu = new OmapIommu(this);
        this.arm_smmu = new ArmSmmu(this);
        this.arm_smmu_v3 = new ArmSmmuV3(this);
        this.ipmmu_vmsa = new IpmmuVmsa(this);
    }

    /** {@return whether this kernel has the change} */
    public boolean has(Change change) {
        return version.changes().contains(change);
    }

    /** {@return what stands for the object in events} Addresses are given out in the order of use, and none twice. */
    public ObjectId id(Object object) {
        if (object == null) {
            return ObjectId.NULL;
        }
        return addresses.computeIfAbsent(object, this::next);
    }

    private ObjectId next(Object object) {
        addressed.add(object);
        return new ObjectId(FIRST_ADDRESS + SLAB * (addressed.size() - 1), 0);
    }

    /** {@return the object that an event of this kernel calls so, or null} */
    public Object object(ObjectId id) {
        long index = (id.address() - FIRST_ADDRESS) / SLAB;
        return id.address() < FIRST_ADDRESS ? null : addressed.get((int) index);
    }
}
