// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import probus.traces.lift.Meaning;
import probus.traces.lift.ProbePoint;

/** Which argument of a function is what, and how a probe fetches it under the names that the lifting knows. */
final class Fetches {
    private final Offsets offsets;
    private final boolean hasDmaDev;

    Fetches(Offsets offsets, Places places) {
        this.offsets = offsets;
        hasDmaDev = places.knowsVariable("dma_dev");
    }

    /** {@return the fetch arguments at the entry; those whose place is not known are left out} */
    List<String> entry(ProbePoint row, String function) {
        List<String> fetches = new ArrayList<>();
        for (String argument : row.entryArguments()) {
            fetch(row, function, argument).ifPresent(text -> fetches.add(argument + "=" + text));
        }
        if (row.meaning() == Meaning.WALK_STEP) {
            member("device.iommu_group", "$arg1").ifPresent(text -> fetches.add("group=" + text));
        }
        if (row.meaning() == Meaning.DRIVER_PROBE && hasDmaDev(function)) {
            fetches.add("dma_dev=@dma_dev:x64");
        }
        OptionalInt iommu = offsets.of("device.iommu");
        OptionalInt fwspec = offsets.of("dev_iommu.fwspec");
        if (row.meaning() == Meaning.DEV_IOMMU_FREE && iommu.isPresent() && fwspec.isPresent()) {
            fetches.add("fwspec=+" + fwspec.getAsInt() + "(+" + iommu.getAsInt() + "($arg1)):x64");
        }
        return fetches;
    }

    /** {@return the fetch arguments at the return} */
    List<String> exit(ProbePoint row, String function) {
        List<String> fetches = new ArrayList<>();
        if (row.returnArguments().contains("ret")) {
            fetches.add("ret=$retval:" + (returnsPointer(row.meaning()) ? "x64" : "s32"));
        }
        if (row.meaning() == Meaning.DRIVER_PROBE && hasDmaDev(function)) {
            fetches.add("dma_dev=@dma_dev:x64");
        }
        return fetches;
    }

    private Optional<String> fetch(ProbePoint row, String function, String argument) {
        String device = device(row.meaning());
        return switch (argument) {
            case "dev" ->
                row.meaning() == Meaning.DRIVER_PROBE
                        ? name(offsets.of("platform_device.dev"), offsets.of("device.kobj.name"), "$arg1")
                        : name(device);
            case "ptr" -> Optional.of(device + ":x64");
            case "iommu" -> isInstance(row.meaning()) ? Optional.of("$arg1:x64") : member("device.iommu", device);
            case "hwdev" -> name("$arg3");
            case "parent", "supplier" -> name("$arg2");
            case "consumer" -> name("$arg1");
            case "drv" -> text("device_driver.name", "$arg2");
            case "bus" -> text("bus_type.name", "$arg1");
            case "mmu" -> text("device_node.full_name", "+0($arg2)");
            case "dma_dev" -> hasDmaDev(function) ? Optional.of("@dma_dev:x64") : Optional.empty();
            case "type" -> Optional.of("$arg1:u32");
            case "flags" -> Optional.of("$arg3:x32");
            case "group", "domain", "lock", "link" -> Optional.of("$arg1:x64");
            case "sym" -> Optional.of("$arg1:symbol");
            default -> Optional.empty();
        };
    }

    /** {@return the argument that is the {@code struct device *}} */
    private static String device(Meaning meaning) {
        return switch (meaning) {
            case GROUP_ADD, ATTACH, DETACH -> "$arg2";
            default -> "$arg1";
        };
    }

    private static boolean isInstance(Meaning meaning) {
        return meaning == Meaning.REGISTER || meaning == Meaning.UNREGISTER || meaning == Meaning.SYSFS_ADD;
    }

    private static boolean returnsPointer(Meaning meaning) {
        return switch (meaning) {
            case DEV_IOMMU_GET, OPS_PROBE, GROUP_ALLOC, DOMAIN_ALLOC, LINK_ADD, DMA_CONFIGURE -> true;
            default -> false;
        };
    }

    private boolean hasDmaDev(String function) {
        return hasDmaDev && function.startsWith("rk_iommu");
    }

    private Optional<String> name(String pointer) {
        return text("device.kobj.name", pointer);
    }

    private static Optional<String> name(OptionalInt device, OptionalInt name, String pointer) {
        return device.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : Optional.of("+0(+" + (device.getAsInt() + name.getAsInt()) + "(" + pointer + ")):string");
    }

    private Optional<String> text(String member, String pointer) {
        OptionalInt offset = offsets.of(member);
        return offset.isEmpty()
                ? Optional.empty()
                : Optional.of("+0(+" + offset.getAsInt() + "(" + pointer + ")):string");
    }

    private Optional<String> member(String member, String pointer) {
        OptionalInt offset = offsets.of(member);
        return offset.isEmpty() ? Optional.empty() : Optional.of("+" + offset.getAsInt() + "(" + pointer + "):x64");
    }
}
