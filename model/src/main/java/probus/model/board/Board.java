// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import java.util.List;

/**
 * A machine.
 *
 * @param name what it is called in schedules and reports; no blank, no {@code |}
 * @param nodes its platform devices, in the order of the device tree; disabled ones too
 */
public record Board(String name, List<Node> nodes) {
    /** A board whose nodes stay as they are. */
    public Board {
        nodes = List.copyOf(nodes);
    }

    /** {@return the node of the device with this name} */
    public Node node(String device) {
        return nodes.stream()
                .filter(node -> node.device().equals(device))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no device " + device));
    }
}
