// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.*;
import probus.facts.Task;
import probus.traces.BootSink;
import probus.traces.BootSummary;

/** Counts in lifted events what the derived facts count, in the same words. */
final class Findings implements BootSink {
    final Map<String, List<Object>> found = new LinkedHashMap<>();
    final Map<String, Integer> kinds = new HashMap<>();
    final List<BootSummary> summaries = new ArrayList<>();
    final List<ProbeEvent> losses = new ArrayList<>();
    private final Map<String, List<Task>> inside = new HashMap<>();
    private final Map<String, ProbeEvent> probed = new HashMap<>();
    private final Map<String, Boolean> pmEnabled = new HashMap<>();
    private final Map<String, List<Object>> published = new LinkedHashMap<>();
    private final Map<String, List<Object>> deferred = new LinkedHashMap<>();

    @Override
    public void beginBoot(String input, int boot) {}

    @Override
    public void endBoot(BootSummary summary) {
        summaries.add(summary);
        deferred.values().forEach(entry -> add("deferred_then_retried", entry.toArray()));
        deferred.clear();
    }

    @Override
    public void event(ProbeEvent event) {
        kinds.merge(event.getClass().getSimpleName(), 1, Integer::sum);
        if (event instanceof EventsLost) {
            losses.add(event);
        }
        dev_iommu(event);
        driverCore(event);
        if (event instanceof KernelOops oops) {
            add("oops", "0x" + Long.toHexString(oops.address()));
        }
        if (event instanceof SysfsDuplicate message && message.deviceLink()) {
            add("sysfs_duplicate_link", time(event), message.iommu(), message.dev());
        }
    }

    private void dev_iommu(ProbeEvent event) {
        if (event instanceof DevIommuFree free && free.object().isNull()) {
            if (!event.at().inferred()) {
                add("dev_iommu_free_sees_NULL", time(event), free.dev(), task(event));
            }
            inside.values().forEach(tasks -> tasks.remove(event.getTask()));
        }
        if (event instanceof IommuProbeBegin begin) {
            List<Task> tasks = inside.computeIfAbsent(begin.dev(), dev -> new ArrayList<>());
            for (Task other : tasks) {
                if (!other.equals(event.getTask())) {
                    add("same_device_probed_by_two_tasks", time(event), begin.dev(), other.toString(), task(event));
                }
            }
            tasks.add(event.getTask());
        }
        if (event instanceof IommuProbeEnd end) {
            inside.getOrDefault(end.dev(), new ArrayList<>()).remove(event.getTask());
        }
        if (event instanceof OpsRelease release) {
            probed.remove(release.dev());
        }
        if (event instanceof OpsProbe probe && probe.result().isSucceeded()) {
            ProbeEvent first = probed.put(probe.dev(), event);
            if (first != null) {
                add(
                        "device_probed_again_without_release",
                        probe.dev(),
                        time(first),
                        task(first),
                        time(event),
                        task(event));
            }
        }
    }

    private void driverCore(ProbeEvent event) {
        if (event instanceof PmEnable enable) {
            pmEnabled.put(enable.dev(), true);
            if (published.containsKey(enable.dev())) {
                published.remove(enable.dev()).set(2, time(event));
            }
        }
        if (event instanceof RegisterBegin begin && !pmEnabled.containsKey(begin.iommu())) {
            published.put(begin.iommu(), add("published_before_pm_runtime_enable", begin.iommu(), time(event), null));
        }
        if (event instanceof XlateBegin xlate
                && xlate.dmaDev().isNull()
                && !event.at().inferred()) {
            String[] parts = xlate.iommu().split("\\.", 2);
            add("of_xlate_with_dma_dev_NULL", time(event), xlate.dev(), parts[1] + "@" + parts[0], task(event));
        }
        if (event instanceof ProbeBegin begin && deferred.containsKey(begin.dev())) {
            List<Object> entry = deferred.remove(begin.dev());
            entry.set(2, time(event));
            add("deferred_then_retried", entry.toArray());
        }
        if (event instanceof ProbeEnd end && end.result().isDeferred()) {
            deferred.put(end.dev(), new ArrayList<>(Arrays.asList(end.dev(), time(event), null)));
        }
    }

    private List<Object> add(String key, Object... values) {
        List<Object> entry = new ArrayList<>(Arrays.asList(values));
        found.computeIfAbsent(key, unused -> new ArrayList<>()).add(entry);
        return entry;
    }

    private static String task(ProbeEvent event) {
        return event.getTask().toString();
    }

    private static String time(ProbeEvent event) {
        return String.format(Locale.ROOT, "%.6f", event.getTime() / 1e9);
    }
}
