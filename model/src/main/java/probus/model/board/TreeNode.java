// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a device tree as it is written. */
final class TreeNode {
    /** With its unit address; of the root it is empty. */
    final String name;

    final TreeNode parent;
    final int line;
    final Map<String, Property> properties = new LinkedHashMap<>();
    final List<TreeNode> children = new ArrayList<>();

    TreeNode(String name, TreeNode parent, int line) {
        this.name = name;
        this.parent = parent;
        this.line = line;
    }

    /**
     * A property with all its values, of which those of the other kind are left out.
     *
     * @param line where it begins, from 1
     */
    record Property(int line, List<String> strings, List<Cell> cells) {}

    /**
     * A 32-bit value.
     *
     * @param value the number; of a reference 0
     * @param label what it refers to, or null for a number
     */
    record Cell(long value, String label, int line) {}

    boolean has(String property) {
        return properties.containsKey(property);
    }

    List<String> strings(String property) {
        return has(property) ? properties.get(property).strings() : List.of();
    }

    List<Cell> cells(String property) {
        return has(property) ? properties.get(property).cells() : List.of();
    }

    boolean isCompatibleWith(String... any) {
        return Arrays.stream(any).anyMatch(strings("compatible")::contains);
    }

    boolean isOkay() {
        return !has("status")
                || strings("status").contains("okay")
                || strings("status").contains("ok");
    }

    /** {@return the name without unit address} */
    String baseName() {
        return name.replaceFirst("@.*", "");
    }

    /** {@return how many cells an address has below this node} As in Linux, what a node does not say its parent says for it. */
    int addressCells() {
        return inherited("#address-cells");
    }

    /** {@return how many cells a size has below this node} */
    int sizeCells() {
        return inherited("#size-cells");
    }

    private int inherited(String property) {
        for (TreeNode node = this; node != null; node = node.parent) {
            if (!node.cells(property).isEmpty()) {
                return (int) Math.min(node.cells(property).get(0).value(), 16);
            }
        }
        return 1;
    }
}
