// SPDX-License-Identifier: Apache-2.0
package probus.traces.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What DWARF is kept in; a section that is not there is empty.
 *
 * @param info {@code .debug_info}
 * @param abbreviations {@code .debug_abbrev}
 * @param strings {@code .debug_str}
 * @param lineStrings {@code .debug_line_str}
 * @param stringOffsets {@code .debug_str_offsets}
 */
record DwarfSections(
        ByteBuffer info,
        ByteBuffer abbreviations,
        ByteBuffer strings,
        ByteBuffer lineStrings,
        ByteBuffer stringOffsets) {

    static DwarfSections of(Elf elf) throws IOException {
        Optional<ByteBuffer> info = elf.section(".debug_info");
        if (info.isEmpty()) {
            throw new IOException("it has neither a .BTF nor a .debug_info section; build the kernel with"
                    + " CONFIG_DEBUG_INFO_BTF, or give --offset");
        }
        if (!elf.isLinked()) {
            throw new IOException("it is not linked yet; give the vmlinux that the kernel's build ends with");
        }
        return new DwarfSections(
                info.get(),
                orEmpty(elf, ".debug_abbrev"),
                orEmpty(elf, ".debug_str"),
                orEmpty(elf, ".debug_line_str"),
                orEmpty(elf, ".debug_str_offsets"));
    }

    private static ByteBuffer orEmpty(Elf elf, String name) throws IOException {
        return elf.section(name).orElseGet(() -> ByteBuffer.allocate(0));
    }
}
