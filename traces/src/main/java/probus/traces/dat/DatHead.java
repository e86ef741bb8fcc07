// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads everything of a file but its events. */
final class DatHead {
    private static final byte[] MAGIC = {0x17, 0x08, 0x44, 't', 'r', 'a', 'c', 'i', 'n', 'g'};
    private static final int PACKED = 1;
    private static final int LARGEST_SECTION = 128 << 20;
    private static final int LARGEST_PAGE = 1 << 22;
    private static final int MOST_FORMATS = 1 << 16;

    private final RandomBytes file;
    private final Description about = new Description();
    private int pageSize;

    private DatHead(RandomBytes file) {
        this.file = file;
    }

    /** {@return what the file says of its data} */
    static Description read(RandomBytes file) throws IOException {
        return new DatHead(file).read();
    }

    private Description read() throws IOException {
        Cursor from = Cursor.of(file, 0);
        if (!from.bytes(MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new BadFile("is no trace.dat");
        }
        String version = from.text();
        file.order(from.bytes(1).get() == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        from.bytes(1);
        pageSize = from.number();
        if (pageSize < 64 || pageSize > LARGEST_PAGE) {
            throw new BadFile("claims pages of " + Integer.toUnsignedString(pageSize) + " bytes");
        }
        switch (version) {
            case "6" -> inOrder(from);
            case "7" -> sections(from);
            default ->
                throw new BadFile("is a trace.dat of version '" + version
                        + "'; 'trace-cmd convert --file-version 7' makes one that is read");
        }
        return about;
    }

    private void sections(Cursor from) throws IOException {
        about.packing = Packing.of(from.text());
        from.text();
        Options options = new Options(about, true, pageSize);
        Set<Long> seen = new HashSet<>();
        for (long next = from.longNumber(); next != 0; ) {
            if (!seen.add(next)) {
                throw new BadFile("its options go round in a circle");
            }
            next = options.read(Cursor.of(section(next)));
        }
        for (Map.Entry<Options.Section, Long> place : options.places.entrySet()) {
            Cursor content = Cursor.of(section(place.getValue()));
            switch (place.getKey()) {
                case HEADER_INFO -> headerInfo(content);
                case FTRACE_EVENTS -> formats("ftrace", content);
                case EVENT_FORMATS -> systems(content);
                case KALLSYMS -> about.kallsyms(content.text(content.number() & 0xffff_ffffL));
                case COMMAND_LINES -> about.commands(content.text(content.longNumber()));
                case PRINTK -> {
                    // formats of trace_printk, of which no event is made
                }
            }
        }
    }

    /** {@return the content of a section, unpacked} */
    private ByteBuffer section(long at) throws IOException {
        Cursor from = Cursor.of(file, at);
        from.unsignedShort();
        int flags = from.unsignedShort();
        from.number();
        long size = from.longNumber();
        if ((flags & PACKED) == 0) {
            return from.bytes(size);
        }
        long packed = from.number() & 0xffff_ffffL;
        int unpacked = from.number();
        return about.packing.unpack(from.bytes(packed), unpacked, LARGEST_SECTION);
    }

    private void inOrder(Cursor from) throws IOException {
        headerInfo(from);
        formats("ftrace", from);
        systems(from);
        about.kallsyms(from.text(from.number() & 0xffff_ffffL));
        from.bytes(from.number() & 0xffff_ffffL);
        about.commands(from.text(from.longNumber()));
        int cpus = from.number();
        about.cpuCount(cpus);
        Options options = new Options(about, false, pageSize);
        buffer("", from, options);
        for (Map.Entry<String, Long> instance : options.instances.entrySet()) {
            about.cpuCount(cpus);
            buffer(instance.getKey(), Cursor.of(file, instance.getValue()), new Options(about, false, pageSize));
        }
    }

    /** One ring buffer of a version 6 file. */
    private void buffer(String name, Cursor from, Options options) throws IOException {
        String kind = from.text(10);
        if (kind.startsWith("options")) {
            options.read(from);
            kind = from.text(10);
        }
        if (kind.startsWith("latency")) {
            throw new BadFile(
                    "holds the text of a latency trace; 'trace-cmd report' prints it, and that can be checked");
        }
        if (!kind.startsWith("flyrecord")) {
            throw new BadFile("has something unknown where its data should begin");
        }
        int cpus = about.cpus;
        for (int cpu = 0; cpu < cpus; cpu++) {
            about.add(new Description.CpuData(name, cpu, from.longNumber(), from.longNumber(), pageSize));
        }
        if (options.clockFollows && name.isEmpty()) {
            about.clock = Options.clock(from.text(Math.min(from.longNumber(), 1 << 12)));
        }
    }

    private void headerInfo(Cursor from) throws IOException {
        expect(from, "header_page");
        about.headerPage(from.text(from.longNumber()));
        expect(from, "header_event");
        from.bytes(from.longNumber());
        if (about.commitSize != 4 && about.commitSize != 8) {
            throw new BadFile("its page header is not understood");
        }
    }

    private static void expect(Cursor from, String name) throws IOException {
        if (!from.text().equals(name)) {
            throw new BadFile("its " + name + " is missing");
        }
    }

    private void systems(Cursor from) throws IOException {
        int systems = limited(from.number());
        for (int i = 0; i < systems; i++) {
            String system = from.text();
            formats(system, from);
        }
    }

    private void formats(String system, Cursor from) throws IOException {
        int count = limited(from.number());
        for (int i = 0; i < count; i++) {
            about.format(system, from.text(from.longNumber()));
        }
    }

    private static int limited(int count) throws BadFile {
        if (count < 0 || count > MOST_FORMATS) {
            throw new BadFile("claims " + Integer.toUnsignedString(count) + " event formats");
        }
        return count;
    }
}
