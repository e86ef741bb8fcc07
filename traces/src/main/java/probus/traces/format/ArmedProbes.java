// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.TraceRecord.Armed;
import probus.traces.record.TraceRecord.Position;

/**
 * Which probe points were armed, gathered from whatever says it: the kernel command line, a bootconfig, {@code
 * kprobe_events}, {@code kprobe_profile}, or one file that holds several of these under headers ({@code ==
 * kprobe_profile}). Sources may come in any order: the missed hits of a profile are joined with the definitions by name
 * when {@link #records()} is called. Where {@code kprobe_events} was read it decides: what else was asked for and is not
 * in it was not armed.
 */
public final class ArmedProbes {
    private static final int MAX_PROBES = 10_000;
    /** printk cuts a command line at about a thousand characters. */
    private static final int MAY_BE_CUT = 900;

    private static final Pattern PARAMETER = Pattern.compile("(?:^|\\s)\"?kprobe_event=(\"[^\"]*\"?|\\S*)");
    private static final Pattern HEADER = Pattern.compile("\\s*(?:={2,}|-{2,}|#+)\\s*(\\S.*)");
    private static final Pattern DEFINITION = Pattern.compile("[prf]\\d{0,9}:\\S+ \\S.*");
    private static final Pattern PROFILE = Pattern.compile("\\s+(\\w{1,64})\\s+(\\d{1,18})\\s+(\\d{1,18})\\s*");

    private final Map<ProbeDefinition, Position> definitions = new LinkedHashMap<>();
    private final Map<ProbeDefinition, Position> listed = new LinkedHashMap<>();
    private final Map<String, Long> missed = new HashMap<>();
    private boolean ours = true;

    /** Reads {@code kprobe_event=} parameters, of which there may be several. */
    public void commandLine(Position position, String text) {
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            boolean cut = parameter.end() == text.length() && text.length() >= MAY_BE_CUT;
            definitions(position, parameter.group(1).replace("\"", ""), cut);
        }
    }

    private void definitions(Position position, String list, boolean cut) {
        String[] all = list.split(";", -1);
        for (int i = 0; i < all.length; i++) {
            boolean last = i == all.length - 1;
            boolean symbolMayBeCut = cut && last && all[i].split(",", 3).length < 3;
            if (!symbolMayBeCut) {
                ProbeDefinition.of(all[i], ",").ifPresent(probe -> define(definitions, position, probe));
            }
        }
    }

    /**
     * Reads a bootconfig. Events that it defines and does not enable are not armed.
     *
     * @param file how positions name it
     */
    public void bootConfig(String file, String text) {
        BootConfig config = BootConfig.parse(file, text);
        for (BootConfig.Entry entry : config.entries()) {
            Matcher probes = BootConfig.PROBES.matcher(entry.key());
            if (probes.matches() && config.enables(probes.group(1))) {
                entry.values()
                        .forEach(value -> ProbeDefinition.at(value.strip().split("\\s+", 2)[0], probes.group(1), "p")
                                .ifPresent(probe -> define(definitions, entry.position(), probe)));
            }
            if (entry.key().equals("kernel.kprobe_event")) {
                entry.values().forEach(value -> definitions(entry.position(), value, false));
            }
        }
    }

    /** Reads a line of {@code kprobe_events} or {@code kprobe_profile}, or of a file that holds them under headers. */
    public void line(Position position) {
        Matcher header = HEADER.matcher(position.text());
        if (header.matches()) {
            ours = header.group(1).contains("kprobe_") || header.group(1).contains("dynamic_events");
            return;
        }
        if (!ours) {
            return;
        }
        if (DEFINITION.matcher(position.text()).matches()) {
            ProbeDefinition.of(position.text(), " ").ifPresent(probe -> define(listed, position, probe));
            return;
        }
        Matcher profile = PROFILE.matcher(position.text());
        if (profile.matches() && missed.size() < MAX_PROBES) {
            missed.merge(profile.group(1), Long.parseLong(profile.group(3)), Math::max);
        }
    }

    /** A new file begins: headers of the one before no longer count. */
    public void nextFile() {
        ours = true;
    }

    /** {@return the probe points found so far, each once, with their missed hits} */
    public List<Armed> records() {
        List<Armed> records = new ArrayList<>();
        Map<ProbeDefinition, Position> found = listed.isEmpty() ? definitions : listed;
        found.forEach((probe, position) -> records.add(new Armed(
                position, probe.event(), probe.function(), probe.exit(), missed.getOrDefault(probe.event(), 0L))));
        return records;
    }

    private static void define(Map<ProbeDefinition, Position> found, Position position, ProbeDefinition probe) {
        if (found.size() < MAX_PROBES) {
            found.putIfAbsent(probe, position);
        }
    }
}
