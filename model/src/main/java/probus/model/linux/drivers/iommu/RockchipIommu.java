// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import static probus.model.linux.Errno.*;
import static probus.model.linux.Ptr.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent.Attach;
import probus.facts.ProbeEvent.ClockDisable;
import probus.facts.ProbeEvent.ClockEnable;
import probus.facts.ProbeEvent.Detach;
import probus.facts.ProbeEvent.DmaDevSet;
import probus.facts.ProbeEvent.DmaFault;
import probus.facts.ProbeEvent.DomainAlloc;
import probus.facts.ProbeEvent.DomainAllocBegin;
import probus.facts.ProbeEvent.DomainFree;
import probus.facts.ProbeEvent.HwDisable;
import probus.facts.ProbeEvent.HwEnable;
import probus.facts.ProbeEvent.HwWrite;
import probus.facts.ProbeEvent.IrqFire;
import probus.facts.ProbeEvent.IrqFree;
import probus.facts.ProbeEvent.IrqHandled;
import probus.facts.ProbeEvent.IrqRequest;
import probus.facts.ProbeEvent.NodeAdd;
import probus.facts.ProbeEvent.NodeDel;
import probus.facts.ProbeEvent.PmPut;
import probus.facts.ProbeEvent.RkDomain;
import probus.facts.ProbeEvent.RkOpsSet;
import probus.facts.ProbeEvent.Zap;
import probus.facts.Result;
import probus.model.board.Node;
import probus.model.linux.Change;
import probus.model.linux.Kernel;
import probus.model.linux.KernelFile;
import probus.model.linux.Ptr;
import probus.model.linux.drivers.iommu.RkBank.Command;
import probus.model.linux.drivers.iommu.RkBank.Register;
import probus.model.linux.drivers.iommu.RkHardware.IrqDesc;
import probus.model.linux.drivers.iommu.RkIommu.IrqDevres;
import probus.model.linux.drivers.iommu.RkIommu.RkIommudata;
import probus.model.linux.include.Device;
import probus.model.linux.include.DeviceDriver;
import probus.model.linux.include.IommuDevice;
import probus.model.linux.include.IommuDomain;
import probus.model.linux.include.IommuGroup;
import probus.model.linux.include.IommuOps;
import probus.model.world.Field;
import probus.model.world.Finding;
import probus.model.world.Hash;

/**
 * {@code drivers/iommu/rockchip-iommu.c}: one level of directory, one of tables, for 32 bits of I/O addresses. Its hardware is
 * {@link RkHardware}; what a master does with that begins in {@link #dma_access}.
 */
public final class RockchipIommu extends KernelFile implements IommuOps {
    /** What {@link #dma_access} answers where it does not answer an address: a fault, or that the master has to wait. */
    public static final long FAULTED = RkHardware.FAULTED;

    public static final long BLOCKED = RkHardware.BLOCKED;

    private static final String V1 = "rockchip,iommu";
    private static final String V2 = "rockchip,rk3568-iommu";

    private static final long DTE_ADDR_DUMMY = 0xCAFEBABEL;
    private static final long REGISTER = 0xffffffffL;
    private static final long IRQ_MASK = RkBank.IRQ_PAGE_FAULT | RkBank.IRQ_BUS_ERROR;
    private static final long DISABLE_FETCH_DTE_TIME_LIMIT = 1L << 31;
    private static final int IRQ_NONE = 0;
    private static final int IRQ_HANDLED = 1;

    private static final long SPAGE_SIZE = RkBank.PAGE_SIZE;
    private static final int NUM_PT_ENTRIES = 1024;

    /** The device whose memory all masters' data is, and for which all page tables are mapped; gone with dcde1c4aa7ce. */
    private final Field<Device> dma_dev = new Field<>(world, "dma_dev", null);

    private final Field<RkOps> rk_ops = new Field<>(world, "rk_ops", null);

    /** {@code rk_identity_domain}, since v6.4. */
    private final RkIommuDomain rk_identity_domain = new RkIommuDomain(world, null);

    private final RkPage.Memory memory = new RkPage.Memory(world);
    private final Map<String, RkHardware> hardware = new HashMap<>();

    private final DeviceDriver rk_iommu_driver =
            new DeviceDriver(world, "rk_iommu", k.bus.platform_bus_type, List.of(V1, V2)) {
                @Override
                public int probe(Device dev) {
                    return rk_iommu_probe(dev);
                }

                @Override
                public String probe_function() {
                    return "rk_iommu_probe";
                }

                @Override
                public boolean suppress_bind_attrs() {
                    return true;
                }

                @Override
                public int runtime_suspend(Device dev) {
                    return genpd_runtime_suspend(dev);
                }

                @Override
                public int runtime_resume(Device dev) {
                    return genpd_runtime_resume(dev);
                }

                @Override
                public void shutdown(Device dev) {
                    rk_iommu_shutdown(dev);
                }
            };

    public RockchipIommu(Kernel k) {
        super(k);
        rk_identity_domain.type.set(DomainType.IDENTITY);
        rk_identity_domain.ops.set(this);
        int lines = 0;
        for (Node node : k.board.nodes()) {
            if (node.compatible().contains(V1) || node.compatible().contains(V2)) {
                hardware.put(node.device(), new RkHardware(world, memory, version(node), node, lines));
                lines += node.interrupts();
            }
        }
    }

    private static RkOps version(Node node) {
        return node.compatible().contains(V2) ? RkOps.V2 : RkOps.V1;
    }

    @Override
    public long name() {
        return Hash.of("rk_iommu_ops");
    }

    @Override
    public String driver() {
        return "rk_iommu";
    }

    /** {@return the driver, to be registered at boot} */
    public DeviceDriver driver_struct() {
        return rk_iommu_driver;
    }

    /** {@return dma_dev as an event shows it, which a machine without such an IOMMU does not; no step} */
    public ObjectId dma_dev_seen() {
        return k.has(Change.RK_NO_DMA_DEV) || hardware.isEmpty() ? ObjectId.UNKNOWN : id(dma_dev.peek());
    }

    /** {@return the hardware of the IOMMU with this device name} */
    RkHardware hardware(String device) {
        return hardware.get(device);
    }

    // ---- Registers

    /** A bank that could not be mapped has an error where its address should be. */
    private long rk_iommu_read(RkIommu iommu, int base, Register register) {
        enter("rk_iommu_read");
        return leave(iommu.hardware.read(mapped(base), register));
    }

    private void rk_iommu_write(RkIommu iommu, int base, Register register, long value) {
        enter("rk_iommu_write");
        trace(at -> new HwWrite(at, iommu.hwdev.init_name, mapped(base), register.name(), value));
        iommu.hardware.write(mapped(base), register, value);
        leave();
    }

    private int mapped(int base) {
        if (base < 0) {
            throw world.oops(
                    Finding.Kind.NULL_DEREFERENCE, "rk_iommu->bases", "uses the error " + base + " as an address");
        }
        return base;
    }

    private void rk_iommu_command(RkIommu iommu, Command command) {
        enter("rk_iommu_command");
        for (int base : iommu.num_mmu_bases()) {
            rk_iommu_base_command(iommu, base, command);
        }
        leave();
    }

    private void rk_iommu_base_command(RkIommu iommu, int base, Command command) {
        enter("rk_iommu_base_command");
        if (!k.faults.at("hwStuck")) {
            rk_iommu_write(iommu, base, Register.COMMAND, command.number);
        }
        leave();
    }

    private void rk_iommu_zap_lines(RkIommu iommu, long iova_start, long size) {
        enter("rk_iommu_zap_lines");
        for (int base : iommu.num_mmu_bases()) {
            int bank = mapped(base);
            for (long iova = iova_start; iova < iova_start + size; iova += SPAGE_SIZE) {
                long line = iova;
                trace(at -> new HwWrite(at, iommu.hwdev.init_name, bank, Register.ZAP_ONE_LINE.name(), line));
            }
            iommu.hardware.zap(bank, iova_start, size);
        }
        leave();
    }

    private boolean rk_iommu_is_stall_active(RkIommu iommu) {
        enter("rk_iommu_is_stall_active");
        return leave(all_have(iommu, RkBank.STALL_ACTIVE));
    }

    private boolean rk_iommu_is_paging_enabled(RkIommu iommu) {
        enter("rk_iommu_is_paging_enabled");
        return leave(all_have(iommu, RkBank.PAGING_ENABLED));
    }

    private boolean all_have(RkIommu iommu, int bit) {
        boolean all = true;
        for (int base : iommu.num_mmu_bases()) {
            all &= (rk_iommu_read(iommu, base, Register.STATUS) & bit) != 0;
        }
        return all;
    }

    private boolean rk_iommu_is_reset_done(RkIommu iommu) {
        enter("rk_iommu_is_reset_done");
        boolean done = true;
        for (int base : iommu.num_mmu_bases()) {
            done &= rk_iommu_read(iommu, base, Register.DTE_ADDR) == 0;
        }
        return leave(done);
    }

    private int rk_iommu_enable_stall(RkIommu iommu) {
        enter("rk_iommu_enable_stall");
        if (rk_iommu_is_stall_active(iommu) || !rk_iommu_is_paging_enabled(iommu)) {
            return leave(0);
        }
        if (k.has(Change.RK_STALE_FAULT_DONE)) {
            for (int base : iommu.num_mmu_bases()) {
                if ((rk_iommu_read(iommu, base, Register.STATUS) & RkBank.PAGE_FAULT_ACTIVE) != 0) {
                    rk_iommu_base_command(iommu, base, Command.PAGE_FAULT_DONE);
                }
            }
        }
        rk_iommu_command(iommu, Command.ENABLE_STALL);
        return leave(rk_iommu_is_stall_active(iommu) ? 0 : -ETIMEDOUT);
    }

    private int rk_iommu_disable_stall(RkIommu iommu) {
        enter("rk_iommu_disable_stall");
        if (!rk_iommu_is_stall_active(iommu)) {
            return leave(0);
        }
        rk_iommu_command(iommu, Command.DISABLE_STALL);
        return leave(rk_iommu_is_stall_active(iommu) ? -ETIMEDOUT : 0);
    }

    private int rk_iommu_enable_paging(RkIommu iommu) {
        enter("rk_iommu_enable_paging");
        if (rk_iommu_is_paging_enabled(iommu)) {
            return leave(0);
        }
        rk_iommu_command(iommu, Command.ENABLE_PAGING);
        return leave(rk_iommu_is_paging_enabled(iommu) ? 0 : -ETIMEDOUT);
    }

    private int rk_iommu_disable_paging(RkIommu iommu) {
        enter("rk_iommu_disable_paging");
        if (!rk_iommu_is_paging_enabled(iommu)) {
            return leave(0);
        }
        rk_iommu_command(iommu, Command.DISABLE_PAGING);
        return leave(rk_iommu_is_paging_enabled(iommu) ? -ETIMEDOUT : 0);
    }

    /** First it sees whether registers can be written at all: the clocks of some machines were described wrongly. */
    private int rk_iommu_force_reset(RkIommu iommu) {
        enter("rk_iommu_force_reset");
        if (iommu.reset_disabled.get()) {
            return leave(0);
        }
        long dte_addr = rk_ops.get().pt_address(DTE_ADDR_DUMMY) & REGISTER;
        for (int base : iommu.num_mmu_bases()) {
            rk_iommu_write(iommu, base, Register.DTE_ADDR, dte_addr);
            if (rk_iommu_read(iommu, base, Register.DTE_ADDR) != dte_addr) {
                return leave(-EFAULT);
            }
        }
        rk_iommu_command(iommu, Command.FORCE_RESET);
        return leave(rk_iommu_is_reset_done(iommu) ? 0 : -ETIMEDOUT);
    }

    // ---- Clocks (drivers/clk/clk-bulk.c)

    private int clk_bulk_enable(RkIommu iommu) {
        enter("clk_bulk_enable");
        trace(at -> new ClockEnable(at, iommu.hwdev.init_name));
        return leave(iommu.hardware.enable_clocks() ? 0 : -ESHUTDOWN);
    }

    private void clk_bulk_disable(RkIommu iommu) {
        enter("clk_bulk_disable");
        trace(at -> new ClockDisable(at, iommu.hwdev.init_name));
        WARN_ON(!iommu.hardware.disable_clocks(), "clk", "is disabled already");
        leave();
    }

    private void clk_bulk_unprepare(RkIommu iommu) {
        enter("clk_bulk_unprepare");
        iommu.hardware.prepare_clocks(false);
        leave();
    }

    // ---- Interrupt

    /** A master on the same line calls it, too, whatever the state of the IOMMU is. */
    private int rk_iommu_irq(RkIommu iommu) {
        enter("rk_iommu_irq");
        int ret = IRQ_NONE;
        int err = k.pm.pm_runtime_get_if_in_use(iommu.hwdev);
        if (err == 0 || warn_no_pm(err)) {
            return handled(iommu, ret);
        }
        out:
        {
            if (WARN_ON(clk_bulk_enable(iommu) != 0, "clk", "cannot be enabled")) {
                break out;
            }
            for (int base : iommu.num_mmu_bases()) {
                long int_status = rk_iommu_read(iommu, base, Register.INT_STATUS);
                if (int_status == 0) {
                    continue;
                }
                ret = IRQ_HANDLED;
                long iova = rk_iommu_read(iommu, base, Register.PAGE_FAULT_ADDR);
                if ((int_status & RkBank.IRQ_PAGE_FAULT) != 0) {
                    rk_iommu_read(iommu, base, Register.STATUS);
                    log_iova(iommu, base, iova);
                    // Loaded twice, without a lock: in between the device may be detached, and the domain freed.
                    if (is_paging(iommu.domain.get())) {
                        report_iommu_fault(iommu.domain.get(), iommu.hwdev, iova);
                    }
                    rk_iommu_base_command(iommu, base, Command.ZAP_CACHE);
                    rk_iommu_base_command(iommu, base, Command.PAGE_FAULT_DONE);
                }
                rk_iommu_write(iommu, base, Register.INT_CLEAR, int_status);
            }
            clk_bulk_disable(iommu);
        }
        pm_runtime_put(iommu);
        return handled(iommu, ret);
    }

    private int handled(RkIommu iommu, int ret) {
        trace(at -> new IrqHandled(at, iommu.hwdev.init_name, ret));
        return leave(ret);
    }

    /** Walks the tables that the hardware has, for the log: without a lock, even if the CPU has freed them. */
    private void log_iova(RkIommu iommu, int base, long iova) {
        enter("log_iova");
        RkOps ops = rk_ops.get();
        RkPage dt = memory.at(ops.pt_address(rk_iommu_read(iommu, base, Register.DTE_ADDR)));
        if (dt != null) {
            long dte = dt.entries.get().get(rk_iova_dte_index(iova));
            RkPage pt = RkOps.is_valid(dte) ? memory.at(ops.pt_address(dte)) : null;
            if (pt != null) {
                pt.entries.get().get(rk_iova_pte_index(iova));
            }
        }
        leave();
    }

    /** {@code drivers/iommu/iommu.c}. */
    private void report_iommu_fault(IommuDomain domain, Device dev, long iova) {
        enter("report_iommu_fault");
        domain.handler.get();
        trace(at -> new DmaFault(at, dev.init_name, iova));
        leave();
    }

    private boolean is_paging(IommuDomain domain) {
        return domain != null && domain != rk_identity_domain;
    }

    // ---- Interrupt lines (kernel/irq)

    private int platform_get_irq() {
        enter("platform_get_irq");
        return leave(k.faults.at("irqGet") ? -EPROBE_DEFER : 0);
    }

    private int devm_request_irq(RkIommu iommu, int index) {
        enter("devm_request_irq");
        IrqDevres dr = k.devres.devm_kzalloc(
                "irqRequest", iommu.hwdev, () -> new IrqDevres(world, iommu, index, () -> free_irq(iommu, index)));
        if (dr == null) {
            return leave(-ENOMEM);
        }
        IrqDesc desc = iommu.hardware.lines.get(index);
        spin_lock(desc.lock);
        list_add_tail(desc.action, iommu);
        spin_unlock(desc.lock);
        trace(at -> new IrqRequest(at, iommu.hwdev.init_name, index));
        return leave(0);
    }

    private void devm_free_irq(RkIommu iommu, int index) {
        enter("devm_free_irq");
        k.devres.devres_release(
                iommu.hwdev, node -> node instanceof IrqDevres dr && dr.iommu == iommu && dr.index == index);
        leave();
    }

    /** Waits for a handler that is running. */
    private void free_irq(RkIommu iommu, int index) {
        enter("free_irq");
        trace(at -> new IrqFree(at, iommu.hwdev.init_name, index));
        IrqDesc desc = iommu.hardware.lines.get(index);
        spin_lock(desc.lock);
        list_del(desc.action, iommu);
        spin_unlock(desc.lock);
        leave();
    }

    /** The line of an IOMMU goes up, by its own doing or that of a master that shares it. */
    public void handle_irq(String device, int index) {
        enter("handle_irq_event");
        IrqDesc desc = hardware.get(device).lines.get(index);
        trace(at -> new IrqFire(at, desc.irq));
        spin_lock(desc.lock);
        for (RkIommu iommu : desc.action.get()) {
            rk_iommu_irq(iommu);
        }
        spin_unlock(desc.lock);
        leave();
    }

    // ---- What others do to the hardware

    /** The firmware used a bank and did not clean up: it is powered, and has these bits in STATUS. Before the boot. */
    public void left_by_firmware(String device, int bank, int status) {
        hardware.get(device).left_by_firmware(bank, status);
    }

    /**
     * {@return the address in memory that an access of a master goes to, {@link #FAULTED}, or {@link #BLOCKED}} The master's
     * ports are the banks of its IOMMUs, in the order of the device tree. A fault is handled before this returns.
     */
    public long dma_access(Device dev, int port, long iova, boolean write) {
        enter("dma_access");
        int bank = port;
        for (String device : dev.of_node.iommus()) {
            RkHardware mmu = hardware.get(device);
            int banks = k.board.node(device).registers();
            if (bank < banks) {
                long address = mmu.dma(bank, iova, write);
                if (address == FAULTED && !mmu.lines.isEmpty() && mmu.interrupts(bank)) {
                    handle_irq(device, bank % mmu.lines.size());
                }
                return leave(address);
            }
            bank -= banks;
        }
        return leave(iova);
    }

    // ---- Tables

    private static int rk_iova_dte_index(long iova) {
        return (int) (iova >> 22) & (NUM_PT_ENTRIES - 1);
    }

    private static int rk_iova_pte_index(long iova) {
        return (int) (iova >> 12) & (NUM_PT_ENTRIES - 1);
    }

    private static long rk_iova_page_offset(long iova) {
        return iova & (SPAGE_SIZE - 1);
    }

    private void rk_table_flush(RkPage table) {
        enter("rk_table_flush");
        table.flush();
        leave();
    }

    /** {@return the address that a range begins at, 0 if it is not mapped} */
    public long iova_to_phys(IommuDomain domain, long iova) {
        enter("rk_iommu_iova_to_phys");
        RkIommuDomain rk_domain = (RkIommuDomain) domain;
        long phys = 0;
        spin_lock(rk_domain.dt_lock);
        RkOps ops = rk_ops.get();
        long dte = rk_domain.dt.get().entries.get().get(rk_iova_dte_index(iova));
        if (RkOps.is_valid(dte)) {
            long pte = memory.at(ops.pt_address(dte)).entries.get().get(rk_iova_pte_index(iova));
            if (RkOps.is_valid(pte)) {
                phys = ops.pt_address(pte) + rk_iova_page_offset(iova);
            }
        }
        spin_unlock(rk_domain.dt_lock);
        return leave(phys);
    }

    /** The IOMMUs of the domain forget a range; those that are suspended have nothing to forget. */
    private void rk_iommu_zap_iova(RkIommuDomain rk_domain, long iova, long size) {
        enter("rk_iommu_zap_iova");
        trace(at -> new Zap(at, id(rk_domain), iova, size));
        spin_lock(rk_domain.iommus_lock);
        List<RkIommu> iommus = rk_domain.iommus.get();
        RkIommu iommu = iommus.isEmpty() ? null : iommus.get(0);
        for (int round = 0; iommu != null; round++) {
            world.loop(round, rk_domain, iommus, iommu, iova, size);
            int ret = k.pm.pm_runtime_get_if_in_use(iommu.hwdev);
            if (ret > 0) {
                WARN_ON(clk_bulk_enable(iommu) != 0, "clk", "cannot be enabled");
                rk_iommu_zap_lines(iommu, iova, size);
                clk_bulk_disable(iommu);
                pm_runtime_put(iommu);
            } else {
                warn_no_pm(ret);
            }
            iommu = next(iommus, iommu);
        }
        spin_unlock(rk_domain.iommus_lock);
        leave();
    }

    /** {@return what a list's node points to} One that was added twice points to itself, and the list has no end. */
    private static RkIommu next(List<RkIommu> list, RkIommu node) {
        int last = list.lastIndexOf(node);
        if (last != list.indexOf(node)) {
            return node;
        }
        return last + 1 < list.size() ? list.get(last + 1) : null;
    }

    /** What the hardware has read together with the first or the last page may be cached. */
    private void rk_iommu_zap_iova_first_last(RkIommuDomain rk_domain, long iova, long size) {
        enter("rk_iommu_zap_iova_first_last");
        rk_iommu_zap_iova(rk_domain, iova, SPAGE_SIZE);
        if (size > SPAGE_SIZE) {
            rk_iommu_zap_iova(rk_domain, iova + size - SPAGE_SIZE, SPAGE_SIZE);
        }
        leave();
    }

    private Ptr<RkPage> rk_dte_get_page_table(RkIommuDomain rk_domain, long iova) {
        enter("rk_dte_get_page_table");
        rk_domain.dt_lock.assertHeld();
        RkOps ops = rk_ops.get();
        RkPage dt = rk_domain.dt.get();
        RkTable dtes = dt.entries.get();
        long dte = dtes.get(rk_iova_dte_index(iova));
        if (RkOps.is_valid(dte)) {
            return leave(Ptr.to(memory.at(ops.pt_address(dte))));
        }
        RkPage page_table = kzalloc("ptAlloc", () -> memory.zeroed(ops.table_bits(k.version)));
        if (page_table == null) {
            return leave(ERR_PTR(-ENOMEM));
        }
        if (k.faults.at("ptMap")) {
            world.kfree(page_table);
            return leave(ERR_PTR(-ENOMEM));
        }
        dt.entries.set(dtes.with(rk_iova_dte_index(iova), ops.mk_dtentries(page_table.address)));
        rk_table_flush(dt);
        return leave(Ptr.to(page_table));
    }

    /** {@return how many bytes were mapped: up to the first page that was not} */
    private long rk_iommu_unmap_iova(RkIommuDomain rk_domain, RkPage table, int first, long size) {
        enter("rk_iommu_unmap_iova");
        rk_domain.dt_lock.assertHeld();
        SortedMap<Integer, Long> ptes = table.entries.get().copy();
        int pte_total = (int) (size / SPAGE_SIZE);
        int pte_count = 0;
        while (pte_count < pte_total && RkOps.is_valid(ptes.getOrDefault(first + pte_count, 0L))) {
            ptes.computeIfPresent(first + pte_count, (index, pte) -> RkOps.mk_invalid(pte));
            pte_count++;
        }
        table.entries.set(new RkTable(ptes));
        rk_table_flush(table);
        return leave(pte_count * SPAGE_SIZE);
    }

    /** A page that is mapped already is not mapped again: those before it are unmapped, and all is as before. */
    private int rk_iommu_map_iova(RkIommuDomain rk_domain, RkPage table, long iova, long paddr, long size, int prot) {
        enter("rk_iommu_map_iova");
        rk_domain.dt_lock.assertHeld();
        RkOps ops = rk_ops.get();
        int first = rk_iova_pte_index(iova);
        int pte_total = (int) (size / SPAGE_SIZE);
        SortedMap<Integer, Long> ptes = table.entries.get().copy();
        int pte_count = 0;
        while (pte_count < pte_total && !RkOps.is_valid(ptes.getOrDefault(first + pte_count, 0L))) {
            ptes.put(first + pte_count, ops.mk_ptentries(paddr + pte_count * SPAGE_SIZE, prot));
            pte_count++;
        }
        table.entries.set(new RkTable(ptes));
        if (pte_count < pte_total) {
            rk_iommu_unmap_iova(rk_domain, table, first, pte_count * SPAGE_SIZE);
            return leave(-EADDRINUSE);
        }
        rk_table_flush(table);
        rk_iommu_zap_iova_first_last(rk_domain, iova, size);
        return leave(0);
    }

    @Override
    public int map(IommuDomain domain, long iova, long paddr, long size) {
        return rk_iommu_map(domain, iova, paddr, size, RkOps.READABLE | RkOps.WRITABLE);
    }

    /** {@return 0, or why the range cannot be mapped} The core never asks for a range of more than one table. */
    int rk_iommu_map(IommuDomain domain, long iova, long paddr, long size, int prot) {
        enter("rk_iommu_map");
        RkIommuDomain rk_domain = (RkIommuDomain) domain;
        spin_lock(rk_domain.dt_lock);
        Ptr<RkPage> page_table = rk_dte_get_page_table(rk_domain, iova);
        int ret = IS_ERR(page_table)
                ? PTR_ERR(page_table)
                : rk_iommu_map_iova(rk_domain, page_table.value(), iova, paddr, size, prot);
        spin_unlock(rk_domain.dt_lock);
        return leave(ret);
    }

    /** Until the end of the zap, after the lock, an IOMMU may still translate what is unmapped. */
    @Override
    public long unmap(IommuDomain domain, long iova, long size) {
        enter("rk_iommu_unmap");
        RkIommuDomain rk_domain = (RkIommuDomain) domain;
        spin_lock(rk_domain.dt_lock);
        long dte = rk_domain.dt.get().entries.get().get(rk_iova_dte_index(iova));
        if (!RkOps.is_valid(dte)) {
            spin_unlock(rk_domain.dt_lock);
            return leave(0L);
        }
        RkPage table = memory.at(rk_ops.get().pt_address(dte));
        long unmap_size = rk_iommu_unmap_iova(rk_domain, table, rk_iova_pte_index(iova), size);
        spin_unlock(rk_domain.dt_lock);
        rk_iommu_zap_iova(rk_domain, iova, unmap_size);
        return leave(unmap_size);
    }

    // ---- Enabling

    /** {@code include/linux/iommu.h}: two loads, with time between them. */
    private static RkIommudata dev_iommu_priv_get(Device dev) {
        return dev.iommu.get() == null
                ? null
                : (RkIommudata) dev.iommu.get().priv.get();
    }

    private static RkIommu rk_iommu_from_dev(Device dev) {
        RkIommudata data = dev_iommu_priv_get(dev);
        return data == null ? null : data.iommu.get();
    }

    /** Only for an IOMMU that is powered and has a domain with a directory: it does not look whether that is so. */
    private int rk_iommu_enable(RkIommu iommu) {
        enter("rk_iommu_enable");
        RkIommuDomain rk_domain = (RkIommuDomain) iommu.domain.get();
        int ret = k.faults.at("attach.clk") ? -ETIMEDOUT : clk_bulk_enable(iommu);
        if (ret != 0) {
            return leave(ret);
        }
        out_disable_clocks:
        {
            ret = k.faults.at("attach.stall") ? -ETIMEDOUT : rk_iommu_enable_stall(iommu);
            if (ret != 0) {
                break out_disable_clocks;
            }
            out_disable_stall:
            {
                ret = k.faults.at("attach.reset") ? -EFAULT : rk_iommu_force_reset(iommu);
                if (ret != 0) {
                    break out_disable_stall;
                }
                long dte_addr = rk_ops.get().dma_addr_dte(rk_domain.dt.get().address, k.version);
                for (int base : iommu.num_mmu_bases()) {
                    rk_iommu_write(iommu, base, Register.DTE_ADDR, dte_addr);
                    rk_iommu_base_command(iommu, base, Command.ZAP_CACHE);
                    rk_iommu_write(iommu, base, Register.INT_MASK, IRQ_MASK);
                    if (k.has(Change.RK_AUTO_GATING)) {
                        long auto_gate = rk_iommu_read(iommu, base, Register.AUTO_GATING);
                        rk_iommu_write(iommu, base, Register.AUTO_GATING, auto_gate | DISABLE_FETCH_DTE_TIME_LIMIT);
                    }
                }
                ret = k.faults.at("attach.paging") ? -ETIMEDOUT : rk_iommu_enable_paging(iommu);
                if (ret == 0) {
                    trace(at -> new HwEnable(at, iommu.hwdev.init_name, id(rk_domain)));
                }
            }
            rk_iommu_disable_stall(iommu);
        }
        clk_bulk_disable(iommu);
        return leave(ret);
    }

    private void rk_iommu_disable(RkIommu iommu) {
        enter("rk_iommu_disable");
        WARN_ON(clk_bulk_enable(iommu) != 0, "clk", "cannot be enabled");
        rk_iommu_enable_stall(iommu);
        rk_iommu_disable_paging(iommu);
        for (int base : iommu.num_mmu_bases()) {
            rk_iommu_write(iommu, base, Register.INT_MASK, 0);
            rk_iommu_write(iommu, base, Register.DTE_ADDR, 0);
        }
        rk_iommu_disable_stall(iommu);
        clk_bulk_disable(iommu);
        trace(at -> new HwDisable(at, iommu.hwdev.init_name));
        leave();
    }

    // ---- Attaching

    /** A detach on the way to another domain is part of the attach, and no event of its own. */
    @Override
    public int attach_dev(IommuDomain domain, Device dev) {
        int ret = domain == rk_identity_domain
                ? rk_iommu_identity_attach(dev)
                : rk_iommu_attach_device((RkIommuDomain) domain, dev);
        trace(at -> new Attach(at, dev.init_name, id(domain), domain.type.peek(), Result.of(ret)));
        return ret;
    }

    @Override
    public void detach_dev(IommuDomain domain, Device dev) {
        trace(at -> new Detach(at, dev.init_name, id(domain)));
        rk_iommu_detach_device(domain, dev);
    }

    private int rk_iommu_identity_attach(Device dev) {
        enter("rk_iommu_identity_attach");
        RkIommu iommu = rk_iommu_from_dev(dev);
        if (iommu == null) {
            return leave(-ENODEV);
        }
        RkIommuDomain rk_domain = (RkIommuDomain) iommu.domain.get();
        if (rk_domain == rk_identity_domain) {
            return leave(0);
        }
        set_domain(iommu, rk_identity_domain, "rk_iommu_identity_attach");
        leave_domain(iommu, rk_domain);
        return leave(0);
    }

    /** Up to v6.3. */
    private void rk_iommu_detach_device(IommuDomain domain, Device dev) {
        enter("rk_iommu_detach_device");
        RkIommu iommu = rk_iommu_from_dev(dev);
        if (iommu != null && iommu.domain.get() == domain) {
            set_domain(iommu, null, "rk_iommu_detach_device");
            leave_domain(iommu, (RkIommuDomain) domain);
        }
        leave();
    }

    private void leave_domain(RkIommu iommu, RkIommuDomain rk_domain) {
        spin_lock(rk_domain.iommus_lock);
        list_del(rk_domain.iommus, iommu);
        trace(at -> new NodeDel(at, id(rk_domain), iommu.hwdev.init_name));
        spin_unlock(rk_domain.iommus_lock);
        int ret = k.pm.pm_runtime_get_if_in_use(iommu.hwdev);
        if (ret > 0) {
            rk_iommu_disable(iommu);
            pm_runtime_put(iommu);
        } else {
            warn_no_pm(ret);
        }
    }

    private int rk_iommu_attach_device(RkIommuDomain rk_domain, Device dev) {
        enter("rk_iommu_attach_device");
        RkIommu iommu = rk_iommu_from_dev(dev); // AT1
        if (iommu == null) {
            return leave(0);
        }
        if (iommu.domain.get() == rk_domain) { // AT2
            return leave(0);
        }
        int ret = leave_former(iommu, dev);
        if (ret != 0) {
            return leave(ret);
        }
        set_domain(iommu, rk_domain, "rk_iommu_attach_device"); // AT4
        spin_lock(rk_domain.iommus_lock);
        WARN_ON(
                rk_domain.iommus.get().contains(iommu),
                "rk_iommu->node",
                "is added to a list that it is on: the list has no end now");
        list_add_tail(rk_domain.iommus, iommu); // AT5
        trace(at -> new NodeAdd(at, id(rk_domain), iommu.hwdev.init_name));
        spin_unlock(rk_domain.iommus_lock);
        ret = k.pm.pm_runtime_get_if_in_use(iommu.hwdev); // AT6
        if (ret == 0 || warn_no_pm(ret)) {
            return leave(0);
        }
        ret = rk_iommu_enable(iommu); // AT7
        if (ret != 0) {
            undo(rk_domain, dev);
        }
        pm_runtime_put(iommu); // AT8
        return leave(ret);
    }

    private int leave_former(RkIommu iommu, Device dev) {
        if (k.has(Change.RK_IDENTITY_DOMAIN)) {
            return rk_iommu_identity_attach(dev); // AT3
        }
        IommuDomain former = iommu.domain.get();
        if (former != null) {
            rk_iommu_detach_device(former, dev); // AT3
        }
        return 0;
    }

    private void undo(RkIommuDomain rk_domain, Device dev) {
        if (k.has(Change.RK_IDENTITY_DOMAIN)) {
            WARN_ON(rk_iommu_identity_attach(dev) != 0, "rk_iommu", "cannot go back to the identity domain");
        } else {
            rk_iommu_detach_device(rk_domain, dev);
        }
    }

    /** No lock protects it, in no version. */
    private void set_domain(RkIommu iommu, IommuDomain domain, String function) {
        iommu.domain.set(domain);
        trace(at -> new RkDomain(at, iommu.hwdev.init_name, id(domain), function));
    }

    private boolean warn_no_pm(int ret) {
        return WARN_ON(ret < 0, "rk_iommu power", "nobody manages the power of the IOMMU");
    }

    /** Only these are events: the other half of {@code pm_runtime_get_if_in_use}. */
    private void pm_runtime_put(RkIommu iommu) {
        trace(at -> new PmPut(at, iommu.hwdev.init_name));
        k.pm.pm_runtime_put(iommu.hwdev);
    }

    // ---- Domains

    @Override
    public IommuDomain domain_alloc(DomainType type, Device dev) {
        enter("rk_iommu_domain_alloc");
        trace(at -> new DomainAllocBegin(at, "rk_iommu", type, dma_dev_seen()));
        RkIommuDomain domain = alloc(type, dev);
        trace(at -> new DomainAlloc(at, id(domain), type));
        return leave(domain);
    }

    private RkIommuDomain alloc(DomainType type, Device dev) {
        if (!k.has(Change.RK_PAGING_DOMAIN)) {
            if (k.has(Change.RK_IDENTITY_DOMAIN) && type == DomainType.IDENTITY) { // AL1
                return rk_identity_domain;
            }
            if (type != DomainType.UNMANAGED && type != DomainType.DMA) { // AL1
                return null;
            }
        }
        Device mapped_for = k.has(Change.RK_NO_DMA_DEV) ? rk_iommu_from_dev(dev).hwdev : dma_dev.get(); // AL2
        if (mapped_for == null) {
            return null;
        }
        RkIommuDomain rk_domain = kzalloc("domAlloc.obj", () -> new RkIommuDomain(world, mapped_for)); // AL3
        if (rk_domain == null) {
            return null;
        }
        err_free_domain:
        {
            int bits = rk_ops.get().table_bits(k.version);
            RkPage dt = kzalloc("domAlloc.dt", () -> memory.zeroed(bits)); // AL4
            if (dt == null) {
                break err_free_domain;
            }
            err_free_dt:
            {
                if (k.faults.at("domAlloc.map")) { // AL5
                    break err_free_dt;
                }
                rk_domain.dt.set(dt);
                rk_table_flush(dt);
                return rk_domain; // AL6
            }
            world.kfree(dt);
        }
        world.kfree(rk_domain);
        return null;
    }

    @Override
    public IommuDomain identity_domain() {
        return k.has(Change.RK_IDENTITY_DOMAIN) ? rk_identity_domain : null;
    }

    @Override
    public void domain_free(IommuDomain domain) {
        enter("rk_iommu_domain_free");
        trace(at -> new DomainFree(at, id(domain)));
        RkIommuDomain rk_domain = (RkIommuDomain) domain;
        WARN_ON(!rk_domain.iommus.get().isEmpty(), "rk_domain->iommus", "is freed while an IOMMU uses it");
        RkOps ops = rk_ops.get();
        RkPage dt = rk_domain.dt.get();
        for (long dte : dt.entries.get().entries().values()) {
            if (RkOps.is_valid(dte)) {
                world.kfree(memory.at(ops.pt_address(dte)));
            }
        }
        world.kfree(dt);
        world.kfree(rk_domain);
        leave();
    }

    // ---- What the core asks of devices

    @Override
    public Ptr<IommuDevice> probe_device(Device dev) {
        enter("rk_iommu_probe_device");
        RkIommudata data = dev_iommu_priv_get(dev);
        if (data == null) {
            return leave(ERR_PTR(-ENODEV));
        }
        RkIommu iommu = data.iommu.get();
        data.link.set(k.core.device_link_add(dev, iommu.hwdev, true));
        return leave(Ptr.to(iommu));
    }

    @Override
    public void release_device(Device dev) {
        enter("rk_iommu_release_device");
        RkIommudata data = dev_iommu_priv_get(dev);
        k.core.device_link_del(data.link.get());
        leave();
    }

    @Override
    public Ptr<IommuGroup> device_group(Device dev) {
        if (k.has(Change.RK_SINGLETON_GROUP)) {
            return k.iommu.generic_single_device_group(dev);
        }
        enter("rk_iommu_device_group");
        RkIommu iommu = rk_iommu_from_dev(dev);
        if (k.has(Change.RK_DMA_DEV_IN_GROUP)) {
            set_dma_dev_once(iommu.hwdev);
        }
        return leave(Ptr.to(k.iommu.iommu_group_ref_get(iommu.group.get())));
    }

    @Override
    public int of_xlate(Device dev, Node node) {
        enter("rk_iommu_of_xlate");
        Device iommu_dev = null;
        if (k.has(Change.RK_DATA_OF_IOMMU)) {
            iommu_dev = k.platform.of_find_device_by_node(node); // OX2
        }
        Device owner = k.has(Change.RK_DATA_OF_IOMMU) ? iommu_dev : dma_dev.get();
        RkIommudata data = k.devres.devm_kzalloc("rkDataAlloc", owner, () -> new RkIommudata(world)); // OX1
        if (data == null) {
            // Where the IOMMU's device was found first, its reference is lost.
            return leave(-ENOMEM);
        }
        if (!k.has(Change.RK_DATA_OF_IOMMU)) {
            iommu_dev = k.platform.of_find_device_by_node(node); // OX2
        }
        RkIommu iommu = (RkIommu) iommu_dev.driver_data.get();
        data.iommu.set(iommu); // OX3
        if (k.has(Change.RK_IDENTITY_DOMAIN) && !k.has(Change.RK_SHARED_DOMAIN)) {
            set_domain(iommu, rk_identity_domain, "rk_iommu_of_xlate"); // OX4
        }
        dev.iommu.get().priv.set(data); // OX5
        k.platform.platform_device_put(iommu_dev); // OX6
        return leave(0);
    }

    // ---- include/linux/list.h

    private static void list_add_tail(Field<List<RkIommu>> head, RkIommu node) {
        List<RkIommu> more = new ArrayList<>(head.get());
        more.add(node);
        head.set(List.copyOf(more));
    }

    private static void list_del(Field<List<RkIommu>> head, RkIommu node) {
        head.set(head.get().stream().filter(other -> other != node).toList());
    }

    // ---- Probe

    private int rk_iommu_probe(Device dev) {
        enter("rk_iommu_probe");
        RkHardware mmu = hardware.get(dev.of_node.device());
        RkIommu iommu = k.devres.devm_kzalloc("rkAlloc", dev, () -> new RkIommu(world, dev, mmu)); // RKP1
        if (iommu == null) {
            return leave(-ENOMEM);
        }
        dev.driver_data.set(iommu); // RKP2
        if (k.has(Change.RK_IDENTITY_DOMAIN)) {
            iommu.domain.set(rk_identity_domain);
        }
        RkOps ops = version(dev.of_node);
        if (rk_ops.setIfNull(ops)) { // RKP3
            trace(at -> new RkOpsSet(at, ops == RkOps.V2 ? "v2" : "v1"));
        }
        // One set of operations serves all instances.
        if (WARN_ON(rk_ops.get() != ops, "rk_ops", "belongs to another version of the hardware")) {
            return leave(-EINVAL);
        }
        int err = ioremap_bases(dev, iommu);
        if (err != 0) {
            return leave(err);
        }
        if (k.faults.at("irqCount")) { // RKP5
            return leave(-EPROBE_DEFER);
        }
        iommu.num_irq.set(dev.of_node.interrupts());
        iommu.reset_disabled.set(dev.of_node.properties().contains("rockchip,disable-mmu-reset"));
        if (k.faults.at("rkAlloc")) {
            return leave(-ENOMEM);
        }
        if (k.faults.at("clkGet")) {
            return leave(-EPROBE_DEFER);
        }
        mmu.prepare_clocks(true); // RKP6
        err = k.has(Change.RK_REGISTERS_LAST) ? register_last(dev, iommu) : register_first(dev, iommu);
        return leave(err);
    }

    /** What cannot be mapped stays as a hole, and is not counted. */
    private int ioremap_bases(Device dev, RkIommu iommu) {
        if (k.faults.at("rkAlloc")) {
            return -ENOMEM;
        }
        List<Integer> bases = new ArrayList<>();
        for (int i = 0; i < dev.of_node.registers(); i++) {
            bases.add(k.faults.at("ioremap") ? -ENOMEM : i);
        }
        iommu.bases.set(List.copyOf(bases)); // RKP4
        return bases.stream().allMatch(base -> base < 0) ? bases.get(0) : 0;
    }

    /** Until f90aa59eb299: others find the IOMMU before it is ready, and still when it could not be made ready. */
    private int register_first(Device dev, RkIommu iommu) {
        int err;
        err_unprepare_clocks:
        {
            if (!k.has(Change.RK_SINGLETON_GROUP)) {
                Ptr<IommuGroup> group = k.iommu.iommu_group_alloc(); // RKP7
                if (IS_ERR(group)) {
                    err = PTR_ERR(group);
                    break err_unprepare_clocks;
                }
                iommu.group.set(group.value());
            }
            err_put_group:
            {
                err = iommu_device_sysfs_add(); // RKP8
                if (err != 0) {
                    break err_put_group;
                }
                err_remove_sysfs:
                {
                    err = k.iommu.iommu_device_register(iommu, this, dev); // RKP9
                    if (err != 0) {
                        break err_remove_sysfs;
                    }
                    if (!k.has(Change.RK_DMA_DEV_IN_GROUP)) {
                        set_dma_dev_once(dev); // RKP10
                    }
                    if (!k.has(Change.WALK_ON_REGISTRATION)) {
                        k.iommu.bus_set_iommu(k.bus.platform_bus_type, this, iommu); // RKP11
                    }
                    k.pm.pm_runtime_enable(dev); // RKP12
                    err_pm_disable:
                    {
                        for (int i = 0; i < iommu.num_irq.get(); i++) {
                            err = platform_get_irq();
                            if (err != 0 && !k.has(Change.RK_UNWIND_GOTO)) {
                                return err;
                            }
                            err = err == 0 ? devm_request_irq(iommu, i) : err; // RKP13
                            if (err != 0) {
                                break err_pm_disable;
                            }
                        }
                        dma_set_mask_and_coherent(dev); // RKP14
                        return 0;
                    }
                    k.pm.pm_runtime_disable(dev);
                }
                iommu_device_sysfs_remove();
            }
            if (!k.has(Change.RK_SINGLETON_GROUP)) {
                k.iommu.iommu_group_put(iommu.group.get());
            }
        }
        clk_bulk_unprepare(iommu);
        return err;
    }

    private int register_last(Device dev, RkIommu iommu) {
        int err = 0;
        if (!k.has(Change.RK_SINGLETON_GROUP)) {
            Ptr<IommuGroup> group = k.iommu.iommu_group_alloc();
            if (IS_ERR(group)) {
                clk_bulk_unprepare(iommu);
                return PTR_ERR(group);
            }
            iommu.group.set(group.value());
        }
        if (!k.has(Change.RK_NO_DMA_DEV)) {
            set_dma_dev_once(dev);
        }
        k.pm.pm_runtime_enable(dev); // RKP12
        err_pm_disable:
        {
            for (int i = 0; i < iommu.num_irq.get(); i++) {
                err = platform_get_irq();
                err = err == 0 ? devm_request_irq(iommu, i) : err; // RKP13
                if (err != 0) {
                    break err_pm_disable;
                }
            }
            dma_set_mask_and_coherent(dev); // RKP14
            err = iommu_device_sysfs_add(); // RKP8
            if (err != 0) {
                break err_pm_disable;
            }
            err = k.iommu.iommu_device_register(iommu, this, dev); // RKP9
            if (err == 0) {
                return 0;
            }
            iommu_device_sysfs_remove();
        }
        k.pm.pm_runtime_disable(dev);
        if (!k.has(Change.RK_SINGLETON_GROUP)) {
            k.iommu.iommu_group_put(iommu.group.get());
        }
        clk_bulk_unprepare(iommu);
        return err;
    }

    private void set_dma_dev_once(Device dev) {
        if (dma_dev.setIfNull(dev)) {
            trace(at -> new DmaDevSet(at, dev.init_name));
        }
    }

    /** {@code drivers/iommu/iommu-sysfs.c}. */
    private int iommu_device_sysfs_add() {
        enter("iommu_device_sysfs_add");
        return leave(k.faults.at("sysfsAdd") ? -ENOMEM : 0);
    }

    private void iommu_device_sysfs_remove() {
        enter("iommu_device_sysfs_remove");
        leave();
    }

    /** Its result is ignored, and in this model every mask is possible. */
    private void dma_set_mask_and_coherent(Device dev) {
        enter("dma_set_mask_and_coherent");
        dev.dma_range_map.get();
        leave();
    }

    // ---- Power

    /** {@code drivers/base/power/domain.c}: the power is on while the driver works, and banks that lost it forget everything. */
    private int genpd_runtime_resume(Device dev) {
        enter("genpd_runtime_resume");
        RkHardware mmu = hardware.get(dev.of_node.device());
        mmu.power(true);
        int ret = rk_iommu_resume(dev);
        if (ret != 0) {
            mmu.power(false);
        }
        return leave(ret);
    }

    private int genpd_runtime_suspend(Device dev) {
        enter("genpd_runtime_suspend");
        int ret = rk_iommu_suspend(dev);
        if (ret == 0) {
            hardware.get(dev.of_node.device()).power(false);
        }
        return leave(ret);
    }

    private int rk_iommu_suspend(Device dev) {
        enter("rk_iommu_suspend");
        RkIommu iommu = (RkIommu) dev.driver_data.get();
        if (is_paging(iommu.domain.get())) {
            rk_iommu_disable(iommu);
        }
        return leave(0);
    }

    private int rk_iommu_resume(Device dev) {
        enter("rk_iommu_resume");
        RkIommu iommu = (RkIommu) dev.driver_data.get();
        int ret = is_paging(iommu.domain.get()) ? rk_iommu_enable(iommu) : 0;
        return leave(ret);
    }

    /** The interrupts first: a master on the same line may still be at work, and the handler must not find the power off. */
    private void rk_iommu_shutdown(Device dev) {
        enter("rk_iommu_shutdown");
        RkIommu iommu = (RkIommu) dev.driver_data.get();
        for (int i = 0; i < iommu.num_irq.get(); i++) {
            devm_free_irq(iommu, i);
        }
        k.pm.pm_runtime_force_suspend(dev);
        leave();
    }
}
