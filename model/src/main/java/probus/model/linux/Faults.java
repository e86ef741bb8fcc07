// SPDX-License-Identifier: Apache-2.0
package probus.model.linux;

import java.util.List;
import java.util.Set;
import probus.model.world.Field;
import probus.model.world.World;

/** The places where something may fail that the probe path does not decide: each a choice of the search, if it was asked for. */
public final class Faults {
    /** Names of all sites, with what stands for their errno in the kernel. */
    public static final List<String> SITES = List.of(
            "devIommuAlloc",
            "moduleGet",
            "fwspecAlloc",
            "rkDataAlloc",
            "deviceLinkAlloc",
            "groupAlloc.obj",
            "groupAlloc.ida",
            "groupAlloc.kobj",
            "groupAlloc.devices",
            "groupAlloc.attr1",
            "groupAlloc.attr2",
            "groupDevice.obj",
            "groupDevice.link1",
            "groupDevice.name",
            "groupDevice.link2",
            "domAlloc.obj",
            "domAlloc.dt",
            "domAlloc.map",
            "cookieAlloc",
            "ptAlloc",
            "ptMap",
            "attach.clk",
            "attach.stall",
            "attach.reset",
            "attach.paging",
            "irqGet",
            "irqRequest",
            "clkGet",
            "irqCount",
            "sysfsAdd",
            "sysfsLink",
            "notifierAlloc",
            "asyncEntryAlloc",
            "pmGet",
            "dmaRanges",
            "driverPrivateAlloc",
            "driverKobject",
            "driverSysfs",
            "pinctrl",
            "pmDomain",
            "rkAlloc",
            "ioremap",
            "hwStuck");

    private final World world;
    private final Set<String> sites;
    private final Field<Integer> left;

    /** Faults at these sites, so many in one execution. */
    Faults(World world, Set<String> sites, int atMost) {
        this.world = world;
        this.sites = sites;
        this.left = new Field<>(world, "faults_left", atMost);
    }

    /** {@return whether it fails here} A step and a choice where the site was asked for, else nothing at all. */
    public boolean at(String site) {
        if (!sites.contains(site) || left.peek() == 0) {
            return false;
        }
        boolean fails = world.choose(site, 2) == 1;
        if (fails) {
            left.update(now -> now - 1);
        }
        return fails;
    }
}
