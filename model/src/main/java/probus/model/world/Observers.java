// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import probus.facts.Origin;
import probus.facts.ProbeEvent;
import probus.facts.Stamp;

/** Who is told of an execution. */
final class Observers {
    private final List<Observer> all = new ArrayList<>(2);
    private final List<Observer> ofSteps = new ArrayList<>(2);
    private long events;

    void add(Observer observer) {
        all.add(observer);
        if (observer.seesSteps()) {
            ofSteps.add(observer);
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void stepped(int number, Task task, Op op, Object result) {
        for (Observer observer : ofSteps) {
            observer.stepped(new Step(number, task, op, result, task.frames.function(), task.frames.depth()));
        }
    }

    void tell(Task task, int step, Function<Stamp, ProbeEvent> event) {
        events++;
        probus.facts.Task who = new probus.facts.Task(task.id() + 1, task.label());
        Origin origin = new Origin("model", step, "");
        ProbeEvent happened = event.apply(new Stamp(events, step * 1000L, -1, who, origin, false));
        for (Observer observer : all) {
            observer.happened(happened);
        }
    }

    long fingerprint(long before) {
        long hash = before;
        for (Observer observer : all) {
            hash = Hash.mix(hash, observer.fingerprint());
        }
        return hash;
    }
}
