// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.init;

import java.util.List;
import probus.model.board.Node;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.drivers.Master;
import probus.model.linux.include.BusType;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;

/** {@code init/main.c}: the initcalls, in the order of their levels and of the link. */
public final class Init extends KernelFile {
    private final List<DeviceDriver> clients;

    /** The first task of a machine. */
    public Init(Kernel k) {
        super(k);
        this.clients = List.of(
                new Master(k, "test_master", List.of("test,master"), true),
                new Master(k, "rockchip-vop", List.of("rockchip,rk3399-vop-big", "rockchip,rk3399-vop-lit"), true),
                new Master(k, "hantro-vpu", List.of("rockchip,rk3399-vpu"), false),
                new Master(k, "rkvdec", List.of("rockchip,rk3399-vdec"), false),
                new Master(k, "rkisp1", List.of("rockchip,rk3399-cif-isp"), false));
    }

    /** The boot, up to the start of user space. */
    public void kernel_init() {
        enter("kernel_init");
        k.iommu.iommu_subsys_init();
        of_platform_default_populate();
        do_initcall(k.rockchip.driver_struct());
        for (DeviceDriver client : clients) {
            if (k.board.nodes().stream().anyMatch(node -> matches(client, node))) {
                do_initcall(client);
            }
        }
        k.dd.deferred_probe_initcall();
        k.dd.async_synchronize_full();
        k.dd.deferred_probe_timeout_work_func();
        leave();
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
