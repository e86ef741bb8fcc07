// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/**
 * What a reader wants to know of a trace; all else is recognised and counted, at little cost.
 *
 * @param functions probed functions, without compiler suffixes ({@code dev_iommu_get}, never {@code dev_iommu_get.isra.0})
 * @param tracepoints names of kernel trace events ({@code add_device_to_group})
 */
public record Interest(NameLookup functions, NameLookup tracepoints) {
    /** {@return interest in every probe and every trace event} */
    public static Interest everything() {
        return new Interest(NameLookup.all(), NameLookup.all());
    }
}
