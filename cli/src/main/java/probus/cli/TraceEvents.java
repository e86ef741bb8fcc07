// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import probus.engine.catalog.Example;
import probus.engine.catalog.ExampleRunner.Recording;
import probus.engine.catalog.RuleException;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.report.KernelChoice;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/**
 * The events of one boot, kept: for commands that look at them more than once.
 *
 * @param recording the events, and what is known of them
 * @param profile the kernel, where the input says it
 * @param error what was wrong with the input, {@code ""} if nothing was
 */
record TraceEvents(Recording recording, Optional<KernelProfile> profile, String error) {
    private static final int EVENTS_MAX = 2_000_000;
    private static final Pattern EXAMPLE = Pattern.compile("(?s)\\s*# (source|question|kernel|expect): .*");

    /** {@return the first boot in a file or folder, or the events of an example} */
    static TraceEvents read(String name, InputStream standardInput) {
        Optional<TraceEvents> example = example(name);
        return example.isPresent() ? example.get() : read(new BootReader(standardInput), name);
    }

    private static Optional<TraceEvents> example(String name) {
        Path file = Path.of(name);
        try {
            if (!name.endsWith(".trace") || !Files.isRegularFile(file) || Files.size(file) > 1 << 20) {
                return Optional.empty();
            }
            String text = Files.readString(file);
            if (!EXAMPLE.matcher(text).matches()) {
                return Optional.empty();
            }
            Example example = Example.parse(file.getFileName().toString(), text);
            TraceEvents read = read(
                    new BootReader(new ByteArrayInputStream(example.text().getBytes(StandardCharsets.UTF_8))), "-");
            Recording own = read.recording;
            Recording known =
                    new Recording(own.events(), own.armed(), own.userSpace() || example.userSpace(), own.crashed());
            return Optional.of(new TraceEvents(known, example.kernel().or(read::profile), read.error));
        } catch (IOException e) {
            return Optional.empty();
        } catch (RuleException problem) {
            return Optional.of(new TraceEvents(
                    new Recording(List.of(), Set.of(), false, false), Optional.empty(), problem.placed()));
        }
    }

    private static TraceEvents read(BootReader reader, String name) {
        List<ProbeEvent> events = new ArrayList<>();
        List<BootSummary> boots = new ArrayList<>();
        reader.read(name, new BootSink() {
            @Override
            public void beginBoot(String input, int boot) {
                // the first boot's events are kept
            }

            @Override
            public void event(ProbeEvent event) {
                if (boots.isEmpty() && events.size() < EVENTS_MAX) {
                    events.add(event);
                }
            }

            @Override
            public void endBoot(BootSummary summary) {
                boots.add(summary);
            }
        });
        BootSummary boot = boots.get(0);
        Set<String> armed = boot.armed() ? Set.copyOf(boot.recordable()) : Set.of();
        Optional<KernelProfile> profile = boot.kernelVersion()
                .flatMap(version ->
                        KernelChoice.of(version, KernelChoice.From.BANNER).profile());
        String error = boot.error().orElse(boot.format().isEmpty() ? name + ": nothing recognised" : "");
        return new TraceEvents(
                new Recording(List.copyOf(events), armed, boot.userSpace(), boot.crashed()), profile, error);
    }
}
