// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.List;
import probus.traces.capture.Probe;

/**
 * Writes probes as a shell script for a running kernel. What that kernel can say itself it is asked: where a lock is, which
 * of several functions of one name there are, whether it knows variables by name. What it refuses is said, and the rest armed.
 */
final class TracefsText {
    private static final String HEAD = """
            #!/bin/sh
            # Run as root before what is to be recorded, such as loading a module or binding a device. It may be run again.
            cd /sys/kernel/tracing || exit 1
            echo 0 > tracing_on
            for old in events/probus/*/; do
              [ -d "$old" ] || continue
              echo 0 > "$old/enable"
              old=${old%/}
              echo "-:probus/${old##*/}" >> kprobe_events
            done
            echo > trace
            echo 4096 > buffer_size_kb

            # where NAME: the addresses of the functions, or variables, of that name
            where() { sed -n "s/^\\([0-9a-f]*[1-9a-f][0-9a-f]*\\) [a-zA-Z] $1\\$/\\1/p" /proc/kallsyms; }

            # arm KIND EVENT FUNCTION FETCHES: without variables where the kernel knows none by name, and each function of the
            # name by its place where there are several
            arm() {
              put "$@" && return
              fetches=$(echo "$4" | sed 's/[a-z_]*=@[^ ]* *//g')
              put "$1" "$2" "$3" "$fetches" && return
              number=1
              start=$(where _stext)
              for address in $(where "$3"); do
                # the lower halves, for shells that cannot compute with all of an address
                offset=$(((0x${address#????????} - 0x${start#????????}) & 0xffffffff))
                event=$2
                [ $number = 1 ] || event=${2%_r}_$number
                [ $number = 1 ] || [ "$2" = "${2%_r}" ] || event=${event}_r
                put "$1" "$event" "_stext+$offset" "$fetches" && number=$((number + 1))
              done
              [ $number != 1 ] || echo "not armed: $3: $(sed -n 's/.*error: //p' error_log | tail -n 1)" >&2
            }
            put() { echo "$1:probus/$2 $3 $4" >> kprobe_events; } 2>/dev/null

            """;
    private static final String END = """

            echo 1 > events/probus/enable
            [ ! -d events/iommu ] || echo 1 > events/iommu/enable
            echo 1 > tracing_on
            # Afterwards: cat trace > trace.txt; cat kprobe_events kprobe_profile > state-after.txt
            """;

    private TracefsText() {}

    /**
     * {@return the script}
     *
     * @param lock the name of the lock
     * @param address where it is unless the kernel says otherwise, {@code ""} where that is not known
     */
    static String print(List<Probe> probes, String lock, String address) {
        StringBuilder text = new StringBuilder(HEAD);
        probes.stream().filter(probe -> !probe.isLock()).forEach(probe -> text.append(arm(probe)));
        List<Probe> locks = probes.stream().filter(Probe::isLock).toList();
        if (!locks.isEmpty()) {
            text.append("lock=$(where ").append(lock).append(" | head -n 1)\n");
            if (!address.isEmpty()) {
                text.append("[ -n \"$lock\" ] || lock=").append(address).append(" # with nokaslr\n");
            }
            text.append("if [ -n \"$lock\" ]; then\n");
            locks.forEach(probe -> text.append("  ")
                    .append(arm(probe))
                    .append("  echo \"lock == 0x$lock\" > events/probus/")
                    .append(probe.event())
                    .append("/filter || echo \"-:probus/")
                    .append(probe.event())
                    .append("\" >> kprobe_events\n"));
            text.append("else\n  echo \"not armed: locks: the kernel does not say where ")
                    .append(lock)
                    .append(" is\" >&2\nfi\n");
        }
        return text + END;
    }

    private static String arm(Probe probe) {
        return "arm " + probe.kind() + " " + probe.event() + " " + probe.place() + " '"
                + probe.fetches(" ").strip() + "'\n";
    }
}
