// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.init;

import java.util.List;
import probus.model.board.Node;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.drivers.Master;
import probus.model.linux.drivers.TegraDc;
import probus.model.linux.include.BusType;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;

/** {@code init/main.c}: the initcalls, in the order of their levels and of the link. */
public final class Init extends KernelFile {
    private final List<DeviceDriver> iommus;
    private final List<DeviceDriver> clients;
    private final List<UserStep> user_space;
    private final Runnable at_rest;

    /** The first task of a machine, with what user space does when it is up; {@code at_rest} is called when all is done. */
    public Init(Kernel k, List<UserStep> user_space, Runnable at_rest) {
        super(k);
        this.user_space = user_space;
        this.at_rest = at_rest;
        this.iommus = List.of(
                k.omap_iommu.driver_struct(),
                k.arm_smmu.driver_struct(),
                k.arm_smmu_v3.driver_struct(),
                k.ipmmu_vmsa.driver_struct());
        this.clients = List.of(
                new Master(k, "test_master", List.of("test,master"), true),
                new Master(k, "rockchip-vop", List.of("rockchip,rk3399-vop-big", "rockchip,rk3399-vop-lit"), true),
                new Master(k, "hantro-vpu", List.of("rockchip,rk3399-vpu"), false),
                new Master(k, "rkvdec", List.of("rockchip,rk3399-vdec"), false),
                new Master(k, "rkisp1", List.of("rockchip,rk3399-cif-isp"), false),
                new TegraDc(k));
    }

    /** The boot, then user space. Devices are made in an earlier level than the one in which the IOMMU core starts to listen. */
    public void kernel_init() {
        enter("kernel_init");
        of_platform_default_populate();
        k.iommu.iommu_subsys_init();
        do_initcall(k.rockchip.driver_struct());
        do_initcalls(iommus);
        do_initcalls(clients);
        k.dd.deferred_probe_initcall();
        k.dd.async_synchronize_full();
        k.dd.deferred_probe_timeout_work_func();
        k.dd.wait_for_device_probe();
        for (UserStep step : user_space) {
            user_space(step);
        }
        at_rest.run();
        leave();
    }

    private void user_space(UserStep step) {
        enter("el0_svc");
        Node node = k.board.node(step.device());
        Device dev = k.platform.of_find_device_by_node(node);
        switch (step.what()) {
            case REMOVE -> k.core.device_del(dev);
            case UNBIND -> k.dd.device_release_driver(dev);
            case BIND ->
                clients.stream()
                        .filter(driver -> matches(driver, node))
                        .forEach(driver -> k.dd.device_driver_attach(driver, dev));
        }
        k.dd.wait_for_device_probe();
        leave();
    }

    /** Drivers of what the machine does not have would only make executions longer. */
    private void do_initcalls(List<DeviceDriver> drivers) {
        for (DeviceDriver driver : drivers) {
            if (k.board.nodes().stream().anyMatch(node -> matches(driver, node))) {
                do_initcall(driver);
            }
        }
    }

    private static boolean matches(DeviceDriver driver, Node node) {
        return node.compatible().stream().anyMatch(driver.of_match_table::contains);
    }

    private void do_initcall(DeviceDriver driver) {
        enter("do_one_initcall");
        k.driver.driver_register(driver);
        leave();
    }

    /** {@code drivers/of/platform.c}: a device for each node that is not disabled. */
    private void of_platform_default_populate() {
        enter("of_platform_default_populate");
        int round = 0;
        for (Node node : k.board.nodes()) {
            world.loop(round++);
            if (node.enabled()) {
                BusType bus = node.isAmba() ? k.bus.amba_bustype : k.bus.platform_bus_type;
                Device dev = world.alloc(() -> new Device(world, node.device(), bus, node));
                k.platform.made(node, dev);
                k.core.device_add(dev);
            }
        }
        leave();
    }
}
