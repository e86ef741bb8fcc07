// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Where members stand in the structures of one kernel build, in bytes. */
public final class Offsets {
    /** What probes read: structure and member, as in {@code device.iommu}. */
    public static final Map<String, String> WANTED = wanted();

    private final Map<String, Integer> known = new LinkedHashMap<>();

    /** Knows the places that are the same in all 64-bit kernels, and no other. */
    public Offsets() {
        known.put("device.kobj.name", 0);
        known.put("platform_device.dev", 16);
        known.put("device_node.full_name", 16);
        known.put("device_driver.name", 0);
        known.put("bus_type.name", 0);
    }

    private static Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("device.kobj.name", "a device's name");
        wanted.put("device.iommu", "dev->iommu");
        wanted.put("device.iommu_group", "dev->iommu_group");
        wanted.put("dev_iommu.fwspec", "dev->iommu->fwspec");
        wanted.put("platform_device.dev", "the device of a platform device");
        wanted.put("device_node.full_name", "a node's name");
        wanted.put("device_driver.name", "a driver's name");
        wanted.put("bus_type.name", "a bus's name");
        return wanted;
    }

    /** Takes what the kernel's own type information says. */
    public void take(TypeInformation types) {
        for (String member : WANTED.keySet()) {
            int dot = member.indexOf('.');
            OptionalInt offset = types.offset(member.substring(0, dot), member.substring(dot + 1));
            offset.ifPresent(bytes -> known.put(member, bytes));
        }
    }

    /** Takes one place: {@code device.iommu}, 720. */
    public void take(String member, int bytes) {
        known.put(member, bytes);
    }

    /** {@return where the member stands} */
    public OptionalInt of(String member) {
        Integer bytes = known.get(member);
        return bytes == null ? OptionalInt.empty() : OptionalInt.of(bytes);
    }
}
