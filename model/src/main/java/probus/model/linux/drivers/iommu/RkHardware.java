// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import probus.model.board.Node;
import probus.model.linux.drivers.iommu.RkBank.Register;
import probus.model.world.Access;
import probus.model.world.Field;
import probus.model.world.Finding;
import probus.model.world.Hash;
import probus.model.world.Named;
import probus.model.world.Spinlock;
import probus.model.world.World;

/**
 * The hardware of one IOMMU: its banks, what powers and clocks them, and its interrupt lines. It does at once what it is
 * told. An access to a register without power or clocks never ends on a real machine; here it is a finding.
 */
final class RkHardware {
    /** What {@link #dma} answers where it does not answer an address. */
    static final long FAULTED = -1;

    static final long BLOCKED = -2;

    private static final int FIRST_LINE = 32;
    private static final int INDEX_MASK = 0x3ff;
    private static final int DTE_SHIFT = 22;
    private static final int PTE_SHIFT = 12;

    final RkOps ops;
    final List<IrqDesc> lines;
    private final String device;
    private final World world;
    private final RkPage.Memory memory;
    private final Field<State> state;

    /**
     * All that a driver and a master see of it.
     *
     * @param powered whether the power domain is on; when it goes off the banks forget everything
     * @param prepared whether the clocks can be enabled
     * @param clocks how often they were enabled, less how often they were disabled
     */
    private record State(boolean powered, boolean prepared, int clocks, List<RkBank> banks) implements Named {
        boolean responds() {
            return powered && clocks > 0;
        }

        State with(int bank, UnaryOperator<RkBank> change) {
            List<RkBank> changed = new ArrayList<>(banks);
            changed.set(bank, change.apply(changed.get(bank)));
            return new State(powered, prepared, clocks, List.copyOf(changed));
        }

        State powered(boolean on) {
            List<RkBank> reset = Collections.nCopies(banks.size(), RkBank.RESET);
            return powered == on ? this : new State(on, prepared, clocks, reset);
        }

        State clocked(int change) {
            return new State(powered, prepared, clocks + change, banks);
        }

        @Override
        public long name() {
            return Hash.value(List.of(powered, prepared, clocks, banks));
        }
    }

    /** {@code struct irq_desc}: a line, and whose handlers are called. The lock is held meanwhile: that is interrupt context. */
    static final class IrqDesc {
        final int irq;
        final Spinlock lock;
        final Field<List<RkIommu>> action;

        private IrqDesc(World world, String label, int irq) {
            this.irq = irq;
            this.lock = new Spinlock(world, label + ".lock");
            this.action = new Field<>(world, label + ".action", List.of());
        }
    }

    /** Hardware that is switched off; {@code number} tells its interrupt lines from those of others. */
    RkHardware(World world, RkPage.Memory memory, RkOps ops, Node node, int number) {
        this.world = world;
        this.memory = memory;
        this.ops = ops;
        this.device = node.device();
        State off = new State(false, false, 0, Collections.nCopies(node.registers(), RkBank.RESET));
        this.state = new Field<>(world, device + ".registers", off);
        List<IrqDesc> descs = new ArrayList<>();
        for (int i = 0; i < node.interrupts(); i++) {
            descs.add(new IrqDesc(world, device + ".irq" + i, FIRST_LINE + number + i));
        }
        this.lines = List.copyOf(descs);
    }

    /** What {@link RockchipIommu#left_by_firmware} says. */
    void left_by_firmware(int bank, int status) {
        state.update(now -> now.powered(true).with(bank, was -> was.status(status, 0)));
    }

    // ---- What the driver does

    void power(boolean on) {
        state.update(now -> now.powered(on));
    }

    void prepare_clocks(boolean prepared) {
        state.update(now -> new State(now.powered, prepared, now.clocks, now.banks));
    }

    /** {@return whether the clocks run now} Not so if they are not prepared. */
    boolean enable_clocks() {
        return state.getAndUpdate(now -> now.prepared ? now.clocked(1) : now).prepared;
    }

    /** {@return whether the clocks ran} */
    boolean disable_clocks() {
        return state.getAndUpdate(now -> now.clocks > 0 ? now.clocked(-1) : now).clocks > 0;
    }

    long read(int bank, Register register) {
        State now = state.load(Access.ORDERED);
        return has_responded(now) ? now.banks.get(bank).read(register) : 0;
    }

    void write(int bank, Register register, long value) {
        change(bank, was -> was.write(register, value));
    }

    /** Writes all lines of a range to ZAP_ONE_LINE, in one step: nothing that others see comes between them. */
    void zap(int bank, long iova, long size) {
        change(bank, was -> was.zapped(iova, size));
    }

    private void change(int bank, UnaryOperator<RkBank> change) {
        has_responded(state.getAndUpdate(now -> now.responds() ? now.with(bank, change) : now));
    }

    private boolean has_responded(State seen) {
        if (!seen.powered || seen.clocks == 0) {
            String missing = seen.powered ? "its clocks" : "power";
            world.report(
                    Finding.Kind.INVARIANT,
                    "registers respond",
                    "touches a register of " + device + ", which is without " + missing);
        }
        return seen.responds();
    }

    // ---- What masters do

    /** {@return the address in memory that an access goes to, {@link #FAULTED}, or {@link #BLOCKED} if the master has to wait} */
    long dma(int bank, long iova, boolean write) {
        world.enter("rk_mmu_translate");
        long page = iova & -RkBank.PAGE_SIZE;
        for (int round = 0; ; round++) {
            world.loop(round);
            State now = state.getAndUpdate(was -> was.with(bank, each -> each.asked_for(page)));
            RkBank mmu = now.banks.get(bank);
            if (!now.powered) {
                world.report(
                        Finding.Kind.INVARIANT, "DMA finds power", "does DMA through " + device + ", which is off");
                return world.leave(BLOCKED);
            }
            if (!mmu.is(RkBank.PAGING_ENABLED)) {
                return world.leave(iova);
            }
            if (!mmu.translates()) {
                return world.leave(BLOCKED);
            }
            long entry = mmu.iotlb().getOrDefault(page, RkBank.WALKING);
            if (entry == RkBank.WALKING) {
                long found = walk(mmu.read(Register.DTE_ADDR), iova);
                State then = state.getAndUpdate(was -> was.with(bank, each -> each.found(page, found)));
                if (!then.banks.get(bank).iotlb().containsKey(page)) {
                    continue;
                }
                entry = found;
            }
            if (RkOps.is_valid(entry) && (entry & (write ? RkOps.WRITABLE : RkOps.READABLE)) != 0) {
                return world.leave(ops.pt_address(entry) | (iova - page));
            }
            state.update(was -> was.with(bank, each -> each.faulted(iova, write)));
            return world.leave(FAULTED);
        }
    }

    /** {@return whether a bank has its line up} */
    boolean interrupts(int bank) {
        return state.load(Access.ORDERED).banks.get(bank).read(Register.INT_STATUS) != 0;
    }

    private long walk(long directory, long iova) {
        world.enter("rk_mmu_walk");
        long entry = memory.seen_by_device(ops.pt_address(directory)).get((int) (iova >> DTE_SHIFT) & INDEX_MASK);
        if (RkOps.is_valid(entry)) {
            entry = memory.seen_by_device(ops.pt_address(entry)).get((int) (iova >> PTE_SHIFT) & INDEX_MASK);
        }
        return world.leave(entry);
    }
}
