// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import probus.facts.DomainType;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;

/** A call of a probed function, from its entry to its return; what its entry showed is kept for the return. */
final class Call {
    final Function function;
    final Origin origin;

    /** The device that the call is about. */
    String dev = ProbeEvent.UNKNOWN;

    /** What is remembered of that device; null where it is not known. */
    Identities.Slot slot;

    /** Another name: of an IOMMU, a bus or a driver. */
    String name = ProbeEvent.UNKNOWN;

    ObjectId object = ObjectId.UNKNOWN;
    DomainType type = DomainType.UNKNOWN;
    ObjectId dmaDev = ObjectId.UNKNOWN;
    long flags;

    /** What the call does has been seen: its return has nothing to add. */
    boolean done;

    /** Nothing of interest is called from here on, so that an entry at this level shows that it has returned. */
    boolean over;

    Call(Function function, Origin origin) {
        this.function = function;
        this.origin = origin;
    }

    boolean is(Meaning meaning) {
        return function.row.meaning() == meaning;
    }
}
