// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import probus.model.board.Tokens.Kind;
import probus.model.board.Tokens.Token;
import probus.model.board.TreeNode.Cell;
import probus.model.board.TreeNode.Property;

/** Reads a device tree source, as {@code dtc} writes it. */
final class TreeReader {
    private static final int DEPTH_MAX = 64;
    private static final int NODES_MAX = 20_000;
    private static final String FLATTEN = "let 'cpp' and 'dtc -I dts -O dts' make one plain tree of it";

    /** All labels of the tree. */
    final Map<String, TreeNode> labels = new HashMap<>();

    private final Tokens tokens;
    private int nodes;

    TreeReader(Tokens tokens) {
        this.tokens = tokens;
    }

    /** {@return the root} */
    TreeNode read() {
        while (tokens.peek().isSign("/")) {
            tokens.take();
            Token word = tokens.take();
            if (word.isSign("{")) {
                TreeNode root = body(new TreeNode("", null, word.line()), 1);
                Token rest = tokens.peek();
                if (rest.kind() != Kind.END) {
                    throw tokens.error(rest.line(), "after the tree there is " + rest, FLATTEN);
                }
                return root;
            }
            directive(word);
        }
        Token found = tokens.peek();
        throw tokens.error(found.line(), "expected '/ {' but found " + found, FLATTEN);
    }

    /** {@code /dts-v1/;} says nothing, and memory that is reserved is no device. */
    private void directive(Token word) {
        if (!List.of("dts-v1", "memreserve").contains(word.text())) {
            throw tokens.error(word.line(), "'/" + word.text() + "' is not read here", FLATTEN);
        }
        tokens.expect("/", FLATTEN);
        while (tokens.peek().kind() == Kind.WORD) {
            tokens.take();
        }
        semicolon("'/" + word.text() + "/'");
    }

    private TreeNode body(TreeNode node, int depth) {
        if (depth > DEPTH_MAX) {
            throw tokens.error(node.line, "nodes are nested deeper than " + DEPTH_MAX, "check the braces");
        }
        if (++nodes > NODES_MAX) {
            throw tokens.error(node.line, "there are more than " + NODES_MAX + " nodes", "leave out what is no device");
        }
        while (!tokens.takeIf("}")) {
            member(node, depth);
        }
        semicolon("the node");
        return node;
    }

    /** A property or a child, with its labels. */
    private void member(TreeNode node, int depth) {
        List<Token> labelled = new ArrayList<>();
        Token word = tokens.take();
        while (word.kind() == Kind.WORD && tokens.takeIf(":")) {
            labelled.add(word);
            word = tokens.take();
        }
        if (word.kind() == Kind.END) {
            throw tokens.error(node.line, "the node has no end", "close it with '};'");
        }
        if (word.kind() != Kind.WORD) {
            throw tokens.error(word.line(), "expected a property or a node but found " + word, FLATTEN);
        }
        if (tokens.takeIf("{")) {
            TreeNode child = new TreeNode(word.text(), node, word.line());
            labelled.forEach(label -> label(label, child));
            node.children.add(body(child, depth + 1));
        } else {
            node.properties.put(word.text(), property(word));
        }
    }

    private void label(Token label, TreeNode node) {
        TreeNode other = labels.putIfAbsent(label.text(), node);
        if (other != null) {
            throw tokens.error(
                    label.line(),
                    "the label " + label + " is already in line " + other.line,
                    "give each node a label of its own");
        }
    }

    private Property property(Token name) {
        List<String> strings = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        if (tokens.takeIf("=")) {
            do {
                value(name, strings, cells);
            } while (tokens.takeIf(","));
        }
        semicolon("the property " + name);
        return new Property(name.line(), List.copyOf(strings), List.copyOf(cells));
    }

    private void value(Token name, List<String> strings, List<Cell> cells) {
        Token first = tokens.take();
        if (first.kind() == Kind.STRING) {
            strings.addAll(List.of(first.text().split("\0", -1)));
        } else if (first.isSign("<")) {
            while (!tokens.takeIf(">")) {
                cells.add(cell(name));
            }
        } else if (first.isSign("[")) {
            while (tokens.peek().kind() == Kind.WORD) {
                tokens.take();
            }
            tokens.expect("]", "bytes are two hexadecimal digits each");
        } else {
            throw tokens.error(
                    first.line(),
                    "the property " + name + " has the value " + first,
                    "write a string, '<...>' or '[...]'");
        }
    }

    private Cell cell(Token property) {
        Token token = tokens.take();
        if (token.isSign("&")) {
            Token label = tokens.take();
            if (label.kind() != Kind.WORD) {
                throw tokens.error(label.line(), "expected a label after '&' but found " + label, FLATTEN);
            }
            return new Cell(0, label.text(), label.line());
        }
        if (token.kind() == Kind.END || token.isSign(";")) {
            throw tokens.error(property.line(), "the property " + property + " has no end", "close the '<' with '>'");
        }
        try {
            long value = Long.decode(token.text().replaceFirst("[uUlL]+$", ""));
            if (token.kind() == Kind.WORD && value >>> 32 == 0) {
                return new Cell(value, null, token.line());
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw tokens.error(token.line(), token + " is no 32-bit number", "write it as 123 or 0x7b, without arithmetic");
    }

    private void semicolon(String what) {
        tokens.expect(";", "end " + what + " with ';'");
    }
}
