// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

/**
 * What a reader wants to know of a trace; all else is recognised and counted, at little cost.
 *
 * @param functions probed functions, without compiler suffixes ({@code dev_iommu_get}, never {@code dev_iommu_get.isra.0})
 * @param tracepoints names of kernel trace events ({@code add_device_to_group})
 * @param addresses tells functions where the input shows addresses
 */
public record Interest(NameLookup functions, NameLookup tracepoints, Addresses addresses) {
    /** Interest in an input of which nothing is known but what it says. */
    public Interest(NameLookup functions, NameLookup tracepoints) {
        this(functions, tracepoints, new Addresses(Symbols.NONE));
    }

    /** {@return interest in every probe and every trace event} */
    public static Interest everything() {
        return new Interest(NameLookup.all(), NameLookup.all());
    }
}
