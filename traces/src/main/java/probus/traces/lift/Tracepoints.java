// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.List;
import java.util.Set;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.DmaFault;
import probus.facts.ProbeEvent.Map;
import probus.facts.ProbeEvent.Unmap;
import probus.traces.record.TraceRecord.Tracepoint;

/** Lifts the kernel's own trace events of the IOMMU subsystem. */
final class Tracepoints {
    /** The names of those that mean something. */
    static final List<String> NAMES = List.of(
            "add_device_to_group",
            "remove_device_from_group",
            "map",
            "unmap",
            "io_page_fault",
            "contention_begin",
            "contention_end");

    private static final java.util.Map<String, Set<String>> KINDS = java.util.Map.of(
            "add_device_to_group", Set.of("GroupAdd"),
            "remove_device_from_group", Set.of("GroupDel"),
            "map", Set.of("Map"),
            "unmap", Set.of("Unmap"),
            "io_page_fault", Set.of("DmaFault"));

    private static final String OURS = "IOMMU:";

    private final Emitter out;
    private final Domains domains;

    Tracepoints(Scene scene, Domains domains) {
        out = scene.out;
        this.domains = domains;
    }

    /** {@return whether this is part of waiting for a lock, and so no sign that the task goes on} */
    static boolean isWaiting(String event) {
        return event.startsWith("contention_");
    }

    /** {@return the name of the kind of event that was made, if any} */
    Set<String> lift(Tracepoint event, TaskCalls task) {
        String text = event.text();
        if (!text.startsWith(OURS)) {
            return Set.of();
        }
        switch (event.event()) {
            case "add_device_to_group" ->
                domains.groupAddSucceeds(task, word(text, "device="), number(text, "groupID="));
            case "remove_device_from_group" -> domains.groupLeft(task, word(text, "device="), number(text, "groupID="));
            case "map" ->
                out.emit(new Map(out.stamp(), ObjectId.UNKNOWN, number(text, "iova="), number(text, " size=")));
            case "unmap" ->
                out.emit(new Unmap(out.stamp(), ObjectId.UNKNOWN, number(text, "iova="), number(text, " size=")));
            case "io_page_fault" -> fault(text);
            default -> {
                // names a lock at most
            }
        }
        return KINDS.getOrDefault(event.event(), Set.of());
    }

    /** {@code IOMMU:driver device iova=0x... flags=0x0001}. */
    private void fault(String text) {
        String[] words = text.substring(OURS.length()).trim().split("\\s+", 3);
        String device = words.length == 3 && words[1].indexOf('=') < 0 ? words[1] : ProbeEvent.UNKNOWN;
        out.emit(new DmaFault(out.stamp(), device, number(text, "iova=")));
    }

    private static String word(String text, String key) {
        int at = text.indexOf(key);
        if (at < 0) {
            return ProbeEvent.UNKNOWN;
        }
        int from = at + key.length();
        int space = text.indexOf(' ', from);
        String word = text.substring(from, space < 0 ? text.length() : space);
        return word.isEmpty() ? ProbeEvent.UNKNOWN : word;
    }

    /** {@return the number behind a key, 0 where there is none} */
    private static long number(String text, String key) {
        String word = word(text, key);
        try {
            return word.startsWith("0x") ? Long.parseUnsignedLong(word.substring(2), 16) : Long.parseLong(word);
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
