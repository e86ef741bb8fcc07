// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import probus.engine.catalog.Example;
import probus.engine.catalog.ExampleRunner.Recording;
import probus.engine.catalog.RuleException;
import probus.facts.ProbeEvent;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Reads the text of an example as any trace is read, each example once. */
public final class ExampleReader implements Function<Example, Recording> {
    private final Map<String, Recording> read = new HashMap<>();

    @Override
    public Recording apply(Example example) {
        return read.computeIfAbsent(example.text(), text -> read(example.name(), text));
    }

    private static Recording read(String name, String text) {
        List<ProbeEvent> events = new ArrayList<>();
        List<BootSummary> boots = new ArrayList<>();
        new BootReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).read("-", new BootSink() {
            @Override
            public void beginBoot(String input, int boot) {
                // an example is one boot
            }

            @Override
            public void event(ProbeEvent event) {
                events.add(event);
            }

            @Override
            public void endBoot(BootSummary summary) {
                boots.add(summary);
            }
        });
        BootSummary boot = boots.get(0);
        boot.error().ifPresent(error -> {
            throw new RuleException(name, 0, error);
        });
        if (boot.skippedLines() > 0 || boots.size() > 1) {
            throw new RuleException(name, 0, "has lines that are no events, or more than one boot");
        }
        return new Recording(events, Set.copyOf(boot.recordable()), boot.userSpace(), boot.crashed());
    }
}
