// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DmaDevSet;
import probus.facts.ProbeEvent.LockAcquire;
import probus.traces.record.Arguments;

/** What everything that lifts one boot shares. */
final class Scene {
    final Emitter out;
    final Identities ids = new Identities();
    final OpenCalls calls;
    private ObjectId dmaDev = ObjectId.UNKNOWN;

    /** An entry of really_probe was seen: it is recorded, so a driver's probe without one around it is none. */
    boolean reallyProbeRecorded;

    Scene(Emitter out, OpenCalls.Loser loser) {
        this.out = out;
        calls = new OpenCalls(loser);
    }

    /**
     * {@return rockchip's dma_dev as the line shows it} It is set once, by a store that is not probed: the first line that
     * shows it proves that it was set before.
     */
    ObjectId dmaDev(Arguments arguments) {
        long address = arguments.number("dma_dev", Returns.NOT_FETCHED);
        if (address == Returns.NOT_FETCHED) {
            return ObjectId.UNKNOWN;
        }
        if (address == 0) {
            dmaDev = dmaDev.isObject() ? dmaDev : ObjectId.NULL;
            return ObjectId.NULL;
        }
        if (dmaDev.address() != address) {
            dmaDev = new ObjectId(address, 0);
            out.emit(new DmaDevSet(out.inferred(), ids.nameAt(address)));
        }
        return dmaDev;
    }

    /** A task goes on: it has the lock that it asked for. */
    void goesOn(TaskCalls task) {
        TaskCalls.Wanted wanted = task.wanted;
        if (wanted != null) {
            task.wanted = null;
            out.emit(new LockAcquire(out.inferredFrom(wanted.origin()), wanted.lock(), wanted.name(), ""));
        }
    }

    /** Events were lost: nothing that was known before holds. */
    void forget() {
        calls.forget();
        ids.forget();
    }

    /** {@return the platform device of a device tree node: {@code ff650800.iommu} of {@code iommu@ff650800}} */
    static String deviceOfNode(String node) {
        int at = node.indexOf('@');
        return at <= 0 || node.equals(ProbeEvent.UNKNOWN) ? node : node.substring(at + 1) + "." + node.substring(0, at);
    }
}
