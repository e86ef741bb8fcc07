// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import probus.traces.input.Input;

/** Where members stand in the structures of one kernel build, as its compiler wrote it down. */
public sealed interface TypeInformation permits Btf, Dwarf {
    /** {@return the offset in bytes of {@code iommu} in {@code device}; of {@code kobj.name} through members} */
    OptionalInt offset(String structure, String path);

    /**
     * Reads an input. A plain ELF file is mapped, so that it may be larger than memory.
     *
     * @param input {@code /sys/kernel/btf/vmlinux}, or a {@code vmlinux} with BTF or DWARF
     * @param wanted structures and members that are asked for, as in {@code device.kobj.name}
     * @throws IOException if it is neither, or is damaged
     */
    static TypeInformation of(Input input, Set<String> wanted) throws IOException {
        InputStream bytes = input.bytes();
        byte[] head = bytes.readNBytes(Elf.MAGIC.length);
        if (input.isPlainFile() && Elf.isElf(head)) {
            try (FileChannel channel = FileChannel.open(Path.of(input.name()), StandardOpenOption.READ)) {
                return guarded(() -> ofElf(Elf.of(channel), wanted));
            }
        }
        byte[] rest = bytes.readNBytes(Elf.LARGEST_IN_MEMORY);
        byte[] whole = new byte[head.length + rest.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(rest, 0, whole, head.length, rest.length);
        return of(whole, wanted);
    }

    /**
     * Reads the whole of a file.
     *
     * @param wanted structures and members that are asked for, as in {@code device.kobj.name}
     * @throws IOException if there is no type information in it, or it is damaged
     */
    static TypeInformation of(byte[] file, Set<String> wanted) throws IOException {
        return guarded(() -> Elf.isElf(file) ? ofElf(Elf.of(file), wanted) : Btf.read(ByteBuffer.wrap(file)));
    }

    private static TypeInformation ofElf(Elf elf, Set<String> wanted) throws IOException {
        Optional<ByteBuffer> btf = elf.section(".BTF");
        return btf.isPresent() ? Btf.read(btf.get()) : Dwarf.read(elf, wanted);
    }

    /** Something that reads what may be damaged. */
    @FunctionalInterface
    interface Reading {
        /** {@return what was read} */
        TypeInformation read() throws IOException;
    }

    private static TypeInformation guarded(Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException cut) {
            throw new IOException("its type information is cut or damaged", cut);
        }
    }
}
