// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import probus.traces.format.Symbols;
import probus.traces.input.Input;

/** The file that {@code --symbols} names: a {@code System.map} or a copy of {@code /proc/kallsyms}, packed or not. */
final class SymbolFile {
    /** The symbols of a kernel with everything in it take some 20 MB. */
    private static final int LARGEST = 256 << 20;

    private SymbolFile() {}

    /**
     * {@return the symbols; none if no file is named}
     *
     * @throws UsageException if it cannot be read, or holds no symbols
     */
    static Symbols read(Optional<String> name) {
        if (name.isEmpty()) {
            return Symbols.NONE;
        }
        try (Input input = Input.open(name.get(), InputStream.nullInputStream())) {
            byte[] bytes = input.bytes().readNBytes(LARGEST);
            Symbols symbols = Symbols.of(new String(bytes, StandardCharsets.ISO_8859_1));
            if (symbols.isEmpty()) {
                throw new UsageException("--symbols: " + name.get() + " has no address that is not zero; read "
                        + "/proc/kallsyms as root, or give System.map");
            }
            return symbols;
        } catch (IOException failed) {
            throw new UsageException("--symbols: " + failed.getMessage());
        }
    }
}
