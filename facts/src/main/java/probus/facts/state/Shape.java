// SPDX-License-Identifier: Apache-2.0
package probus.facts.state;

import java.util.Map;
import java.util.function.BiConsumer;
import probus.facts.ProbeEvent;

/** What events of one class concern, found out once: asking each event for each interface is what most of a step would cost. */
record Shape(
        boolean device,
        boolean iommu,
        boolean object,
        boolean group,
        boolean domain,
        boolean lock,
        BiConsumer<KernelState, ProbeEvent> transition) {

    static Shape of(Class<?> kind, Map<Class<?>, BiConsumer<KernelState, ProbeEvent>> transitions) {
        return new Shape(
                ProbeEvent.OfDevice.class.isAssignableFrom(kind),
                ProbeEvent.OfIommu.class.isAssignableFrom(kind),
                ProbeEvent.OfObject.class.isAssignableFrom(kind),
                ProbeEvent.OfGroup.class.isAssignableFrom(kind),
                ProbeEvent.OfDomain.class.isAssignableFrom(kind),
                ProbeEvent.OfLock.class.isAssignableFrom(kind),
                transitions.get(kind));
    }
}
