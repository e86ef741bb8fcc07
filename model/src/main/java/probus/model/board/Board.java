// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A machine.
 *
 * @param name what it is called in schedules and reports; no blank, no {@code |}
 * @param nodes its platform and AMBA devices, in the order of the device tree; disabled ones too
 */
public record Board(String name, List<Node> nodes) {
    private static final int BYTES_MAX = 4 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._+-]{1,80}");
    private static final String COMPILED = "\u00d0\r\u00fe\u00ed";

    /** A board whose nodes stay as they are. */
    public Board {
        nodes = List.copyOf(nodes);
    }

    /**
     * {@return the machine that a device tree source describes, named after the file}
     *
     * @throws UnreadableBoard if it cannot be read
     */
    public static Board read(Path file) {
        String path = file.toString();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        } catch (IOException unreadable) {
            throw new UnreadableBoard(path, 0, "cannot be opened or read", "name a device tree source that is there");
        }
        if (bytes.length > BYTES_MAX) {
            throw new UnreadableBoard(path, 0, "is larger than 4 MiB", "leave out what is no device");
        }
        // Bytes as they are: names are ASCII, and what comments are written in does not matter.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(COMPILED)) {
            throw new UnreadableBoard(
                    path, 0, "is a compiled device tree", "make a source of it with 'dtc -I dtb -O dts'");
        }
        return parse(path, text, file.getFileName().toString().replaceFirst("\\.dts$", ""));
    }

    /**
     * {@return the machine that a device tree source describes}
     *
     * @throws UnreadableBoard if it cannot be read
     */
    public static Board read(String text, String name) {
        return parse(name, text, name);
    }

    private static Board parse(String file, String text, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UnreadableBoard(file, 0, "is no name for a board", "use letters, digits and any of ._+- only");
        }
        TreeReader reader = new TreeReader(new Tokens(file, text));
        TreeNode root = reader.read();
        return new Board(name, new Devices(file, root, reader.labels).nodes());
    }

    /** {@return the node of the device with this name} */
    public Node node(String device) {
        return nodes.stream()
                .filter(node -> node.device().equals(device))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no device " + device));
    }
}
