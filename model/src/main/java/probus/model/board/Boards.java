// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The machines that come with Probus, smallest first. */
public final class Boards {
    private static final List<String> NAMES = List.of(
            "two-iommus-one-device",
            "one-iommu-one-master",
            "two-iommus-one-master",
            "shared-iommu",
            "two-iommu-master",
            "kernel-traces",
            "rk3399-scarlet");

    private Boards() {}

    /** {@return the names of all of them} */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * {@return the machine with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Board named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "no board is called " + name + "; there are " + String.join(", ", NAMES));
        }
        try (InputStream source = Boards.class.getResourceAsStream(name + ".dts")) {
            return Board.read(new String(source.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
