// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.drivers.iommu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import probus.model.world.Hash;
import probus.model.world.Named;

/**
 * One bank of an IOMMU, an MMU of its own, in one state. Never changes: what is done to it gives another one.
 *
 * @param registers those that are not 0
 * @param iotlb entries of tables by the page they translate, or {@link #WALKING}
 */
record RkBank(Map<Register, Long> registers, SortedMap<Long, Long> iotlb) implements Named {
    /** As after a reset. */
    static final RkBank RESET = new RkBank(Map.of(), new TreeMap<>());
    /** In the place of an entry that the hardware looks up just now. */
    static final long WALKING = -1;

    static final int PAGING_ENABLED = 1;
    static final int PAGE_FAULT_ACTIVE = 1 << 1;
    static final int STALL_ACTIVE = 1 << 2;
    static final int FAULT_IS_WRITE = 1 << 5;

    static final int IRQ_PAGE_FAULT = 1;
    static final int IRQ_BUS_ERROR = 1 << 1;

    static final long PAGE_SIZE = 4096;
    private static final long REGISTER = 0xffffffffL;

    /** Its registers, by their names in the driver. */
    enum Register {
        DTE_ADDR,
        STATUS,
        COMMAND,
        PAGE_FAULT_ADDR,
        ZAP_ONE_LINE,
        INT_RAWSTAT,
        INT_CLEAR,
        INT_MASK,
        INT_STATUS,
        AUTO_GATING
    }

    /** What the register {@code COMMAND} takes. */
    enum Command {
        ENABLE_PAGING(0),
        DISABLE_PAGING(1),
        ENABLE_STALL(2),
        DISABLE_STALL(3),
        ZAP_CACHE(4),
        PAGE_FAULT_DONE(5),
        FORCE_RESET(6);

        final int number;

        Command(int number) {
            this.number = number;
        }

        /** {@return the command with this number} */
        static Command of(long number) {
            return Arrays.stream(values())
                    .filter(command -> command.number == number)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** {@return what the register shows} */
    long read(Register register) {
        return register == Register.INT_STATUS
                ? read(Register.INT_RAWSTAT) & read(Register.INT_MASK)
                : registers.getOrDefault(register, 0L);
    }

    /** {@return whether all these bits are in STATUS} */
    boolean is(int bits) {
        return (read(Register.STATUS) & bits) == bits;
    }

    /** {@return the bank after a value was written to a register} Those that only show something take none. */
    RkBank write(Register register, long value) {
        return switch (register) {
            case COMMAND -> command(Command.of(value));
            case ZAP_ONE_LINE -> zapped(value, PAGE_SIZE);
            case INT_CLEAR -> with(Register.INT_RAWSTAT, read(Register.INT_RAWSTAT) & ~value);
            case STATUS, PAGE_FAULT_ADDR, INT_RAWSTAT, INT_STATUS -> this;
            case DTE_ADDR, INT_MASK, AUTO_GATING -> with(register, value & REGISTER);
        };
    }

    private RkBank command(Command command) {
        return switch (command) {
            case ENABLE_PAGING -> status(PAGING_ENABLED, 0);
            case DISABLE_PAGING -> status(0, PAGING_ENABLED);
            case ENABLE_STALL -> is(PAGING_ENABLED) && !is(PAGE_FAULT_ACTIVE) ? status(STALL_ACTIVE, 0) : this;
            case DISABLE_STALL -> status(0, STALL_ACTIVE);
            case ZAP_CACHE -> new RkBank(registers, new TreeMap<>());
            case PAGE_FAULT_DONE -> status(0, PAGE_FAULT_ACTIVE | FAULT_IS_WRITE);
            case FORCE_RESET -> RESET;
        };
    }

    /** {@return the bank without what it has cached for a range} */
    RkBank zapped(long iova, long size) {
        SortedMap<Long, Long> left = new TreeMap<>(iotlb);
        left.subMap(iova, iova + size).clear();
        return new RkBank(registers, left);
    }

    private RkBank cached(long page, long entry) {
        SortedMap<Long, Long> more = new TreeMap<>(iotlb);
        more.put(page, entry);
        return new RkBank(registers, more);
    }

    /** {@return the bank when it is asked for a page that it may have to look up} */
    RkBank asked_for(long page) {
        return translates() && !iotlb.containsKey(page) ? cached(page, WALKING) : this;
    }

    /** {@return the bank when it has found an entry for a page} A look-up that was zapped meanwhile leaves nothing. */
    RkBank found(long page, long entry) {
        if (!iotlb.containsKey(page)) {
            return this;
        }
        return RkOps.is_valid(entry) ? cached(page, entry) : zapped(page, PAGE_SIZE);
    }

    /** {@return whether it translates, and does not make masters wait} */
    boolean translates() {
        return is(PAGING_ENABLED) && !is(STALL_ACTIVE) && !is(PAGE_FAULT_ACTIVE);
    }

    /** {@return the bank after an access that it could not translate} It makes masters wait until the driver has seen it. */
    RkBank faulted(long iova, boolean write) {
        if (!translates()) {
            return this;
        }
        return status(PAGE_FAULT_ACTIVE | (write ? FAULT_IS_WRITE : 0), 0)
                .with(Register.PAGE_FAULT_ADDR, iova)
                .with(Register.INT_RAWSTAT, read(Register.INT_RAWSTAT) | IRQ_PAGE_FAULT);
    }

    /** {@return the bank with some bits of STATUS set and others cleared} */
    RkBank status(int set, int clear) {
        return with(Register.STATUS, (read(Register.STATUS) & ~clear) | set);
    }

    private RkBank with(Register register, long value) {
        Map<Register, Long> changed = new EnumMap<>(Register.class);
        changed.putAll(registers);
        changed.put(register, value);
        changed.values().removeIf(number -> number == 0);
        return new RkBank(changed, iotlb);
    }

    @Override
    public long name() {
        List<Object> all = new ArrayList<>();
        for (Register register : Register.values()) {
            all.add(read(register));
        }
        all.addAll(iotlb.keySet());
        all.addAll(iotlb.values());
        return Hash.value(all);
    }
}
