// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import probus.facts.DomainType;
import probus.facts.KernelEvent;
import probus.facts.ObjectId;
import probus.facts.ProbeEvent;
import probus.facts.Result;

/**
 * An event in the words of the kernel's own function graph: {@code dev_iommu_free(…02de1b80);}.
 *
 * @param text what happened
 * @param call what opens or closes here: {@code ""} for an event that is over at once
 * @param begins whether it opens
 */
public record EventText(String text, String call, boolean begins) {
    private static final String BEGIN = "Begin";
    private static final String END = "End";

    /** Happens inside the function that its documentation names, together with much else. */
    private static final Set<String> PART_OF_A_CALL = Set.of(
            "Match",
            "AsyncSchedule",
            "BusLink",
            "BusUnlink",
            "Dead",
            "DmaOpsSet",
            "ListAdd",
            "ListDel",
            "Ready",
            "GroupEntryAdd",
            "GroupEntryDel",
            "SetDefault",
            "DmaDevSet",
            "RkOpsSet",
            "RkDomain",
            "NodeAdd",
            "NodeDel");

    /** Who called, on which bus, with which driver: the rows around say it. */
    private static final Set<String> OBVIOUS = Set.of("at", "caller", "instance", "function", "via", "driver");

    /**
     * {@return the words of an event}
     *
     * @param device a device that the reader knows it is about, {@code ""} for none
     */
    public static EventText of(ProbeEvent event, String device) {
        String kind = event.getClass().getSimpleName();
        if (event instanceof ProbeEvent.OfLock lock) {
            return plain(lockWords(lock));
        }
        if (event instanceof ProbeEvent.KernelOops oops) {
            return plain("OOPS in " + Words.safe(oops.function()) + " at 0x" + Long.toHexString(oops.address()));
        }
        if (event instanceof ProbeEvent.KernelWarning warning) {
            return plain("WARNING in " + Words.safe(warning.function()));
        }
        String function = function(event);
        if (kind.endsWith(END)) {
            String call = kind.substring(0, kind.length() - END.length());
            return new EventText("} " + function + result(event), call, false);
        }
        String arguments = arguments(event, device);
        if (kind.endsWith(BEGIN)) {
            String call = kind.substring(0, kind.length() - BEGIN.length());
            return new EventText(function + arguments + " {", call, true);
        }
        return plain(function + arguments + result(event));
    }

    /** {@return the kernel function that the event stands for; its own name where there is none} */
    static String function(ProbeEvent event) {
        String own = event instanceof ProbeEvent.DriverProbeBegin begin
                ? begin.function()
                : event instanceof ProbeEvent.DriverProbeEnd end ? end.function() : ProbeEvent.UNKNOWN;
        if (!own.isEmpty() && !own.equals(ProbeEvent.UNKNOWN)) {
            return Words.safe(own);
        }
        KernelEvent doc = event.getClass().getAnnotation(KernelEvent.class);
        String kernel = doc == null ? "" : doc.kernel();
        int comma = kernel.indexOf(',');
        String first = comma < 0 ? kernel : kernel.substring(0, comma);
        int colon = first.lastIndexOf(':');
        String kind = event.getClass().getSimpleName();
        if (PART_OF_A_CALL.contains(kind) || (colon < 0 && !first.contains("->"))) {
            return spaced(kind).substring(1);
        }
        return first.substring(colon + 1);
    }

    private static EventText plain(String text) {
        return new EventText(text, "", false);
    }

    private static String lockWords(ProbeEvent.OfLock lock) {
        boolean noDevice = lock.dev().isEmpty() || lock.dev().equals(ProbeEvent.UNKNOWN);
        String name = noDevice ? lock.name() : "device_lock(" + lock.dev() + ")";
        String what = Words.safe(name.isEmpty() ? objectWords(lock.lock()) : name);
        if (lock instanceof ProbeEvent.LockRequest) {
            return "asks for lock " + what;
        }
        return lock instanceof ProbeEvent.LockAcquire ? "locks " + what : "unlocks " + what;
    }

    /** Only what the input recorded. */
    private static String arguments(ProbeEvent event, String device) {
        List<String> known = new ArrayList<>();
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            String name = component.getName();
            String words = OBVIOUS.contains(name) ? "" : words(name, value(event, component));
            if (!words.isEmpty() && !words.equals(device)) {
                known.add(words);
            }
        }
        return known.isEmpty() ? "" : "(" + String.join(", ", known) + ")";
    }

    private static String words(String name, Object value) {
        if (value instanceof Result) {
            return "";
        }
        if (value instanceof Boolean flag) {
            return flag ? spaced(name) : "";
        }
        if (value instanceof ObjectId id) {
            return id.isKnown() ? (name.equals("object") ? "" : spaced(name) + "=") + objectWords(id) : "";
        }
        String text = String.valueOf(value);
        if (text.isEmpty() || text.equals(ProbeEvent.UNKNOWN) || value == DomainType.UNKNOWN) {
            return "";
        }
        return (name.equals("dev") || name.equals("iommu") ? "" : spaced(name) + "=") + Words.safe(text);
    }

    private static String result(ProbeEvent event) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (component.getType() == Result.class) {
                Result result = (Result) value(event, component);
                return result.known() ? " = " + result : "";
            }
        }
        return "";
    }

    private static Object value(ProbeEvent event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The kernel spells names with underscores. */
    private static String spaced(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(Character.isUpperCase(c) ? "_" + Character.toLowerCase(c) : c);
        }
        return out.toString();
    }

    private static String objectWords(ObjectId id) {
        String text = id.toString();
        return text.startsWith("0x") && text.length() > 12
                ? "…" + text.substring(Math.min(10, text.length() - 1))
                : text;
    }
}
