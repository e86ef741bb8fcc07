// SPDX-License-Identifier: Apache-2.0
package probus.traces.record;

import java.util.List;

/**
 * One thing that a trace says, before it is lifted to a {@code ProbeEvent}: what the formats produce and what the
 * lifting reads. Nothing here knows what a function means.
 */
public sealed interface TraceRecord {

    /** {@return where this record was read} */
    Position position();

    /**
     * A place in an input.
     *
     * @param file the input as the user spelled it, {@code -} for stdin
     * @param line line number, from 1
     * @param text the raw line without its terminator, cut at the reader's line limit
     */
    record Position(String file, long line, String text) {}

    /**
     * Who recorded an event, where and when.
     *
     * @param pid process id, {@code -1} where the layout does not tell (tp_printk)
     * @param command the task's name as printed, possibly cut; {@code "<...>"} where the kernel did not record it
     * @param cpu CPU number, {@code -1} where not told
     * @param time nanoseconds since the clock's zero
     */
    record Stamp(int pid, String command, int cpu, long time) {}

    /**
     * A kprobe, kretprobe or fprobe event: the function is what stands in the parentheses, never the event's name.
     *
     * @param function the probed function, without offset and size
     * @param caller for a return, the function returned to ({@code ""} for an entry)
     * @param exit whether this is a return
     * @param arguments everything behind the closing parenthesis
     */
    record Probe(
            Position position,
            Stamp stamp,
            String event,
            String function,
            String caller,
            boolean exit,
            Arguments arguments)
            implements TraceRecord {}

    /**
     * A call as the function graph or the function tracer shows it.
     *
     * @param function without suffixes
     * @param exit whether this is the return; the function tracer shows none
     * @param arguments those of the call, numbers all of them, or {@code ret}; empty where the kernel tells none
     */
    record Call(Position position, Stamp stamp, String function, boolean exit, Arguments arguments)
            implements TraceRecord {}

    /**
     * A kernel trace event ({@code iommu:*}, {@code lock:*}, {@code sched:*}).
     *
     * @param text what follows the event's name and colon, untouched
     */
    record Tracepoint(Position position, Stamp stamp, String event, String text) implements TraceRecord {}

    /**
     * The kernel says that it lost events.
     *
     * @param cpu the CPU, {@code -1} for all
     * @param count how many, {@code -1} where not told
     * @param cpus CPUs of the machine where the header tells ({@code #P:4}), else {@code -1}
     * @param kind how it was noticed
     */
    record Lost(Position position, int cpu, long count, int cpus, Kind kind) implements TraceRecord {
        /** How a loss was noticed. */
        public enum Kind {
            /** The header's two numbers differ: the oldest events of some CPUs are gone. */
            OVERWRITTEN,
            /** {@code CPU:2 [LOST 57 EVENTS]}: events are missing right here. */
            DROPPED,
            /** {@code ##### CPU 2 buffer started ####}: whatever that CPU did before is gone. */
            BUFFER_STARTED,
            /** {@code kprobe_profile} counts missed hits of one probe point. */
            MISSED_HITS,
            /** Events are there, but the file does not describe them: nobody knows which ones they are. */
            UNDESCRIBED
        }
    }

    /**
     * The version of the kernel.
     *
     * @param version as {@code 6.1.192}
     * @param log whether this is {@code Linux version 6.1.192 ...}, with which a boot begins in a log, and not a trace that
     *     tells what recorded it
     */
    record Banner(Position position, String version, boolean log) implements TraceRecord {}

    /** {@code Kernel command line: ...} or the content of {@code cmdline.txt}. */
    record CommandLine(Position position, String text) implements TraceRecord {}

    /** The input shows that user space was reached ({@code Run /init as init process}, a {@code trace} file). */
    record UserSpace(Position position) implements TraceRecord {}

    /**
     * A probe point that was armed, whether or not it was ever hit, and how many of its hits were missed (from {@code
     * kprobe_events}, {@code kprobe_profile}, the command line or a bootconfig). May be repeated: the largest count of
     * missed hits is the right one.
     */
    record Armed(Position position, String event, String function, boolean exit, long missed) implements TraceRecord {}

    /**
     * A probe point that was asked for and is not there ({@code trace_kprobe: Failed to add event(-2): ...}): it beats
     * every {@link Armed} of the same boot.
     *
     * @param why the message in front of the definition
     */
    record NotArmed(Position position, String event, String function, boolean exit, String why)
            implements TraceRecord {}

    /**
     * An oops, complete or cut short.
     *
     * @param time of its first message, nanoseconds of the log's clock
     * @param cpu {@code -1} where not told
     * @param pid {@code -1} where not told (announced, registers never printed)
     * @param command the task's name as printed, {@code ""} where not told
     * @param address the faulting address, {@code -1} where not told
     * @param pc function of the program counter, {@code ""} where not told
     * @param lr function of the link register, {@code ""} where not told
     * @param callTrace functions, innermost first, without offsets
     * @param lines the lines of the report that matter, in input order
     * @param cause what the kernel complained about
     */
    record Oops(
            Position position,
            long time,
            int cpu,
            int pid,
            String command,
            long address,
            String pc,
            String lr,
            List<String> callTrace,
            List<Position> lines,
            Cause cause)
            implements TraceRecord {
        /** What the kernel complained about. */
        public enum Cause {
            /** {@code NULL pointer dereference}: the address is an offset from NULL. */
            NULL_DEREFERENCE,
            /** {@code paging request}, {@code page fault}, {@code general protection fault}: a wild address. */
            BAD_ADDRESS,
            /** {@code kernel BUG at}: a check in the code failed. */
            BUG,
            /** {@code BUG: KASAN:}: reported and survived, the task goes on. */
            KASAN,
            /** Anything else that ends in an oops, or an oops whose announcement was not read. */
            OTHER;

            /** {@return whether the task that did it is dead afterwards} */
            public boolean kills() {
                return this != KASAN;
            }
        }
    }

    /**
     * A {@code WARNING:} with its call trace.
     *
     * @param location {@code drivers/iommu/rockchip-iommu.c:1027}
     * @param function the function that warned
     */
    record Warning(
            Position position,
            long time,
            int cpu,
            int pid,
            String command,
            String location,
            String function,
            List<String> callTrace,
            List<Position> lines)
            implements TraceRecord {}

    /**
     * {@code sysfs: cannot create duplicate filename '...'} with its call trace; not a WARN.
     *
     * @param path the file name between the quotes
     */
    record SysfsDuplicate(
            Position position,
            long time,
            int cpu,
            int pid,
            String command,
            String path,
            List<String> callTrace,
            List<Position> lines)
            implements TraceRecord {}

    /** A line that should have been an event and could not be read. */
    record Unreadable(Position position, String why) implements TraceRecord {}
}
