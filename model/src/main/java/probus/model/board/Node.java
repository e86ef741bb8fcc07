// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import java.util.List;
import java.util.Set;
import probus.model.world.Hash;
import probus.model.world.Named;

/**
 * A node of the device tree that becomes a platform device, or a device on the AMBA bus.
 *
 * @param device the device's name, as "ff650800.iommu"
 * @param compatible what it is, most specific first
 * @param enabled whether its status is "okay" (or absent)
 * @param iommus the names of the devices that its {@code iommus} property points to
 * @param registers how many register windows it has; of an IOMMU, how many banks
 * @param interrupts how many interrupts it has
 * @param properties the names of all its properties
 */
public record Node(
        String device,
        List<String> compatible,
        boolean enabled,
        List<String> iommus,
        int registers,
        int interrupts,
        Set<String> properties)
        implements Named {
    static final String PRIMECELL = "arm,primecell";

    /** A node whose lists stay as they are. */
    public Node {
        compatible = List.copyOf(compatible);
        iommus = List.copyOf(iommus);
        properties = Set.copyOf(properties);
    }

    /** {@return whether it is a device on the AMBA bus} */
    public boolean isAmba() {
        return compatible.contains(PRIMECELL);
    }

    @Override
    public long name() {
        return Hash.of(device);
    }
}
