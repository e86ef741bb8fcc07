// SPDX-License-Identifier: Apache-2.0
package probus.bench.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.EventsLost;

/**
 * Checks the same invariants as the step rules, in plain Java with a memory of its own, and counts violations per rule. It
 * gives no evidence, knows no kernel versions, and takes what a violation is proven with for recorded.
 */
public final class HandWrittenChecker {
    private final Map<Class<?>, BiConsumer<Memory, ProbeEvent>> handlers = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private Memory memory = new Memory();
    private boolean blind;

    /** Creates a checker of one boot. */
    public HandWrittenChecker() {
        new DevIommuInvariants(this).register();
        new RegistrationInvariants(this).register();
        new GroupInvariants(this).register();
        new DomainInvariants(this).register();
        new DriverInvariants(this).register();
        new ResourceInvariants(this).register();
        new LockInvariants(this).register();
    }

    /** Checks the next event. */
    public void accept(ProbeEvent event) {
        if (event instanceof EventsLost lost) {
            lose(lost);
            return;
        }
        BiConsumer<Memory, ProbeEvent> handler = handlers.get(event.getClass());
        if (handler != null) {
            // What is seen inside an open gap is checked, but nothing can be concluded from it later.
            handler.accept(memory, event);
            if (blind) {
                memory = new Memory();
                memory.complete = false;
            }
        }
    }

    /** {@return how many violations of each rule were found; a rule without any is not listed} */
    public Map<String, Long> counts() {
        return counts;
    }

    /** {@return the devices that were seen, sorted} */
    public List<String> deviceNames() {
        return memory.devices.keySet().stream().sorted().toList();
    }

    <E extends ProbeEvent> void on(Class<E> kind, BiConsumer<Memory, E> handler) {
        handlers.put(kind, (memory, event) -> handler.accept(memory, kind.cast(event)));
    }

    void violated(String rule) {
        counts.merge(rule, 1L, Long::sum);
    }

    private void lose(EventsLost lost) {
        if (lost.kind().isEmpty()) {
            memory = new Memory();
            memory.complete = false;
            blind = lost.open();
        }
    }
}
