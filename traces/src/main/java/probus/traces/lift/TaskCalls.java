// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import probus.facts.ObjectId;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Task;

/** Where one task is: its calls that have not returned, outermost first, and what it did last. */
final class TaskCalls {
    private final List<Call> open = new ArrayList<>(8);

    /** Functions that the task was seen to be outside of: a return without an entry means that an entry is missing. */
    private final BitSet outside = new BitSet();

    Task task;

    /** A lock that the task has asked for; it has it if it goes on. */
    Wanted wanted;

    /** The device that the task did something to last. */
    String lastDevice = ProbeEvent.UNKNOWN;

    /** The dev_iommu that the task got or is freeing. */
    ObjectId lastObject = ObjectId.UNKNOWN;

    /** The last thing that the task did is a dev_iommu_free that found NULL. */
    boolean freesNull;

    /** It has oopsed: none of its calls will return. */
    boolean dead;

    TaskCalls(Task task) {
        this.task = task;
    }

    /** A lock that was asked for, and where. */
    record Wanted(ObjectId lock, String name, Origin origin) {}

    /** {@return the task as printed now: the name of a pid changes} */
    Task named(String name) {
        if (!task.name().equals(name)) {
            task = new Task(task.pid(), name);
        }
        return task;
    }

    List<Call> open() {
        return open;
    }

    /** {@return the innermost open call with this meaning, null if there is none} */
    Call inside(Meaning meaning) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).is(meaning)) {
                return open.get(i);
            }
        }
        return null;
    }

    /** {@return the name of the function that the task is in, as far as recorded} */
    String innermost() {
        return open.isEmpty() ? ProbeEvent.UNKNOWN : open.get(open.size() - 1).function.name;
    }

    /** {@return the index of the innermost open call of a function, -1 if there is none} */
    int find(Function function) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).function == function) {
                return i;
            }
        }
        return -1;
    }

    void push(Call call) {
        open.add(call);
    }

    Call pop() {
        return open.remove(open.size() - 1);
    }

    /** Notes that the task was outside of a function just before its entry or is so after its return. */
    void wasOutside(Function function) {
        if (!function.nests) {
            outside.set(function.index);
        }
    }

    boolean isKnownOutside(Function function) {
        return outside.get(function.index);
    }

    /** Events were lost: where the task is now is not known. */
    void forget() {
        open.clear();
        outside.clear();
        wanted = null;
        lastObject = ObjectId.UNKNOWN;
        freesNull = false;
    }
}
