// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import probus.model.board.TreeNode.Cell;

/** Makes devices of nodes, as {@code drivers/of/platform.c} does ({@code of_platform_default_populate}). */
final class Devices {
    private static final String[] BUSES = {"simple-bus", "simple-mfd", "isa", "arm,amba-bus"};

    /** What the kernel has taken before it makes devices: clocks and interrupt controllers that it starts with; and tables. */
    private static final String[] NO_DEVICES = {
        "fixed-clock",
        "fixed-factor-clock",
        "arm,gic-400",
        "arm,gic-v3",
        "arm,cortex-a15-gic",
        "operating-points-v2",
        "operating-points-v2-kryo-cpu"
    };

    private static final int INTERRUPT_CELLS = 3;

    private final String file;
    private final Map<String, TreeNode> labels;
    private final Map<Long, TreeNode> phandles = new HashMap<>();
    private final List<TreeNode> made = new ArrayList<>();
    private final Map<TreeNode, Boolean> enabled = new HashMap<>();
    private final Map<TreeNode, String> names = new HashMap<>();

    Devices(String file, TreeNode root, Map<String, TreeNode> labels) {
        this.file = file;
        this.labels = labels;
        collectPhandles(root);
        root.children.forEach(child -> create(child, true));
    }

    /** {@return a node of the board for each device, in the order of the tree} */
    List<Node> nodes() {
        Set<String> taken = new HashSet<>();
        for (TreeNode node : made) {
            if (!taken.add(names.get(node))) {
                throw error(
                        node.line, "two devices are called " + names.get(node), "give them different unit addresses");
            }
        }
        return made.stream().map(this::node).toList();
    }

    private void create(TreeNode node, boolean parentIsEnabled) {
        if (!node.has("compatible") || node.isCompatibleWith(NO_DEVICES)) {
            return;
        }
        boolean okay = parentIsEnabled && node.isOkay();
        made.add(node);
        enabled.put(node, okay);
        names.put(node, deviceName(node));
        if (node.isCompatibleWith(BUSES) && !node.isCompatibleWith(Node.PRIMECELL)) {
            node.children.forEach(child -> create(child, okay));
        }
    }

    private Node node(TreeNode node) {
        return new Node(
                names.get(node),
                node.strings("compatible"),
                enabled.get(node),
                iommus(node),
                windows(node),
                interrupts(node),
                node.properties.keySet());
    }

    /** {@code of_device_make_bus_id}: the first address that the processor sees makes a name unique; up to there, the path. */
    private static String deviceName(TreeNode device) {
        String name = "";
        for (TreeNode node = device; node.parent != null; node = node.parent) {
            String rest = name.isEmpty() ? "" : ":" + name;
            OptionalLong address = address(node);
            if (address.isPresent()) {
                return Long.toHexString(address.getAsLong()) + "." + node.baseName() + rest;
            }
            name = node.name + rest;
        }
        return name;
    }

    /** {@code of_translate_address}: each bus on the way says with {@code ranges} that its addresses are its parent's. */
    private static OptionalLong address(TreeNode device) {
        TreeNode bus = device.parent;
        int cells = bus.addressCells();
        if (cells < 1 || cells > 2 || bus.sizeCells() < 1 || device.cells("reg").size() < cells) {
            return OptionalLong.empty();
        }
        OptionalLong address = OptionalLong.of(number(device.cells("reg"), 0, cells));
        for (; bus.parent != null && address.isPresent(); bus = bus.parent) {
            address = seenFromAbove(bus, address.getAsLong());
        }
        return address;
    }

    private static OptionalLong seenFromAbove(TreeNode bus, long address) {
        if (!bus.has("ranges")) {
            return OptionalLong.empty();
        }
        List<Cell> ranges = bus.cells("ranges");
        if (ranges.isEmpty()) {
            return OptionalLong.of(address);
        }
        int child = bus.addressCells();
        int parent = bus.parent.addressCells();
        int size = bus.sizeCells();
        for (int at = 0; at + child + parent + size <= ranges.size(); at += child + parent + size) {
            long offset = address - number(ranges, at, child);
            if (offset >= 0 && offset < number(ranges, at + child + parent, size)) {
                return OptionalLong.of(number(ranges, at + child, parent) + offset);
            }
        }
        return OptionalLong.empty();
    }

    private static long number(List<Cell> cells, int from, int count) {
        long number = 0;
        for (Cell cell : cells.subList(from, from + count)) {
            number = number << 32 | cell.value();
        }
        return number;
    }

    private static int windows(TreeNode node) {
        int cells = node.parent.addressCells() + node.parent.sizeCells();
        return cells == 0 ? 0 : node.cells("reg").size() / cells;
    }

    private int interrupts(TreeNode node) {
        int extended = 0;
        for (int at = 0; at < node.cells("interrupts-extended").size(); extended++) {
            at += 1 + interruptCells(target(node.cells("interrupts-extended").get(at)));
        }
        return extended > 0 ? extended : node.cells("interrupts").size() / interruptCells(interruptParent(node));
    }

    private TreeNode interruptParent(TreeNode device) {
        for (TreeNode node = device; node != null; node = node.parent) {
            if (!node.cells("interrupt-parent").isEmpty()) {
                return find(node.cells("interrupt-parent").get(0));
            }
        }
        return null;
    }

    private static int interruptCells(TreeNode controller) {
        long cells = controller == null || controller.cells("#interrupt-cells").isEmpty()
                ? INTERRUPT_CELLS
                : controller.cells("#interrupt-cells").get(0).value();
        return (int) Math.max(1, Math.min(cells, 16));
    }

    private List<String> iommus(TreeNode node) {
        List<String> iommus = new ArrayList<>();
        List<Cell> cells = node.cells("iommus");
        for (int at = 0; at < cells.size(); ) {
            TreeNode iommu = target(cells.get(at));
            if (!names.containsKey(iommu)) {
                throw error(
                        cells.get(at).line(),
                        "'iommus' refers to '" + iommu.name + "', which is no device",
                        "let it refer to an IOMMU with 'compatible'");
            }
            iommus.add(names.get(iommu));
            List<Cell> count = iommu.cells("#iommu-cells");
            at += 1 + (count.isEmpty() ? 0 : (int) Math.min(count.get(0).value(), 16));
        }
        return iommus;
    }

    private TreeNode target(Cell cell) {
        TreeNode node = find(cell);
        if (node == null) {
            String what = cell.label() == null ? String.format("phandle 0x%x", cell.value()) : "label &" + cell.label();
            throw error(cell.line(), "no node has the " + what, "add the node, or correct the reference");
        }
        return node;
    }

    private TreeNode find(Cell cell) {
        return cell.label() == null ? phandles.get(cell.value()) : labels.get(cell.label());
    }

    private void collectPhandles(TreeNode node) {
        List<Cell> phandle = node.cells("phandle");
        if (!phandle.isEmpty()) {
            TreeNode other = phandles.putIfAbsent(phandle.get(0).value(), node);
            if (other != null) {
                throw error(
                        node.properties.get("phandle").line(),
                        "the phandle is already that of the node in line " + other.line,
                        "give each node a phandle of its own");
            }
        }
        node.children.forEach(this::collectPhandles);
    }

    private UnreadableBoard error(int line, String problem, String advice) {
        return new UnreadableBoard(file, line, problem, advice);
    }
}
