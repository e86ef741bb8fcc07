// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which devices a device tree makes, and what is said of one that cannot be read. */
final class BoardTest {
    private static final String HEAD = "/dts-v1/;\n/ {\n";

    private static Board board(String body) {
        return Board.read(HEAD + body + "\n};\n", "test");
    }

    private static List<String> devices(String body) {
        return board(body).nodes().stream().map(Node::device).toList();
    }

    @Test
    void whatHasACompatibleBelowTheRootIsADevice() {
        assertThat(devices("""
                        chosen { stdout-path = "serial0"; };
                        memory@0 { device_type = "memory"; reg = <0 0x1000>; };
                        timer { compatible = "arm,armv8-timer"; };
                        clock { compatible = "fixed-clock"; };
                        uart@ff1a0000 { compatible = "a"; reg = <0xff1a0000 0x100>; child { compatible = "b"; }; };
                        """)).containsExactly("timer", "ff1a0000.uart");
    }

    @Test
    void childrenOfABusAreDevicesUnderTheAddressThatTheProcessorSees() {
        assertThat(devices("""
                        bus { compatible = "simple-bus"; ranges;
                          one@100 { compatible = "a"; reg = <0x100 4>; };
                        };
                        bus@80000000 { compatible = "simple-bus"; reg = <0x80000000 4>; ranges = <0 0x80000000 0x1000>;
                          two@10 { compatible = "a"; reg = <0x10 4>; };
                          far@2000 { compatible = "a"; reg = <0x2000 4>; };
                        };
                        """))
                .containsExactly("bus", "100.one", "80000000.bus", "80000010.two", "80000000.bus:far@2000");
    }

    @Test
    void deviceThatTheProcessorDoesNotSeeIsNamedAfterItsPath() {
        assertThat(devices("""
                        syscon@ff770000 { compatible = "g", "simple-mfd"; reg = <0xff770000 0x100>;
                          usb2phy@e450 { compatible = "a"; reg = <0xe450 0x10>; };
                          power-controller { compatible = "b"; };
                        };
                        """))
                .containsExactly("ff770000.syscon", "ff770000.syscon:usb2phy@e450", "ff770000.syscon:power-controller");
    }

    @Test
    void disabledNodesStayAndDisableWhatIsBelow() {
        List<Node> nodes = board("""
                        bus { compatible = "simple-bus"; ranges; status = "disabled";
                          below { compatible = "a"; };
                        };
                        on { compatible = "a"; status = "okay"; };
                        """).nodes();
        assertThat(nodes.stream().map(Node::enabled)).containsExactly(false, false, true);
    }

    @Test
    void primecellsAreOnTheAmbaBus() {
        assertThat(board("uart { compatible = \"arm,pl011\\0arm,primecell\"; };")
                        .nodes())
                .allMatch(Node::isAmba);
    }

    @Test
    void iommuMayBeReferredToByLabelAndByPhandle() {
        Board board = board("""
                mmu: also_mmu: iommu@100 { compatible = "i"; reg = <0x100 4>; #iommu-cells = <1>; };
                iommu@200 { compatible = "i"; reg = <0x200 4>; phandle = <0x8001>; };
                master { compatible = "m"; iommus = <&also_mmu 7 0x8001>, <&mmu 0>; };
                """);
        assertThat(board.node("master").iommus()).containsExactly("100.iommu", "200.iommu", "100.iommu");
    }

    @Test
    void windowsAndInterruptsAreCounted() {
        Board board = board("""
                #address-cells = <2>; #size-cells = <2>; interrupt-parent = <&gic>;
                gic: gic { #interrupt-cells = <4>; };
                one@1 { compatible = "a"; reg = <0 1 0 2>, <0 3 0 4 0 5 0 6>; interrupts = <0 1 4 0>, <0 2 4 0>; };
                two { compatible = "a"; interrupt-parent = <0x77>; interrupts = <0 1 4>; };
                three { compatible = "a"; interrupts-extended = <&gic 0 1 4 0>, <&gic 0 2 4 0>; };
                """);
        assertThat(board.nodes().stream().map(Node::registers)).containsExactly(3, 0, 0);
        assertThat(board.nodes().stream().map(Node::interrupts)).containsExactly(2, 1, 2);
        assertThat(board.node("1.one").properties()).contains("reg", "interrupts");
    }

    @Test
    void commentsAndBytesSayNothing() {
        assertThat(devices("/* a\n\u00e9 */ one { // \"b\n compatible = \"a\"; bytes = [00 1f]; };"))
                .containsExactly("one");
    }

    @Test
    void mistakesAreNamedWithTheirLine() {
        assertMessage("", "test:1: expected '/ {' but found the end of the file; ");
        assertMessage(
                "#include <a.h>", "test:1: expected '/ {' but found '#include'; let 'cpp' and 'dtc -I dts -O dts'");
        assertMessage(HEAD, "test:2: the node has no end; close it with '};'");
        assertMessage(HEAD + "a = \"b\n\";", "test:3: a string has no end; ");
        assertMessage(HEAD + "/* a\n", "test:3: a comment has no end; ");
        assertMessage(HEAD + "a = <1 2;", "test:3: the property 'a' has no end; close the '<' with '>'");
        assertMessage(HEAD + "a = <(1 + 2)>;", "test:3: '(' is no 32-bit number; ");
        assertMessage(HEAD + "a = <0x123456789>;", "test:3: '0x123456789' is no 32-bit number; ");
        assertMessage(HEAD + "a = b;", "test:3: the property 'a' has the value 'b'; ");
        assertMessage(HEAD + "a = <1>\nb = <2>;", "test:4: expected ';' but found 'b'; end the property 'a' with ';'");
        assertMessage(HEAD + "a { }\n};", "test:4: expected ';' but found '}'; end the node with ';'");
        assertMessage(HEAD + "}; &a { };", "test:3: after the tree there is '&'; ");
        assertMessage("/include/ \"a\"", "test:1: '/include' is not read here; ");
        assertMessage(HEAD + "a: b { };\na: c { };};", "test:4: the label 'a' is already in line 3; ");
        assertMessage(HEAD + "b { phandle = <1>; };\nc { phandle = <1>; };};", "test:4: the phandle is already ");
        assertMessage(HEAD + "a { compatible = \"b\"; iommus = <&c>; };};", "test:3: no node has the label &c; ");
        assertMessage(HEAD + "a { compatible = \"b\"; iommus = <9>; };};", "test:3: no node has the phandle 0x9; ");
        assertMessage(HEAD + "c: c { }; a { compatible = \"b\"; iommus = <&c>; };};", "which is no device; ");
        assertMessage(HEAD + "a { compatible = \"b\"; };\na { compatible = \"b\"; };};", "two devices are called a; ");
        assertMessage(HEAD + "\u0001", "test:3: a character with the code 0x1 has no place in a device tree; ");
    }

    @Test
    void hostileTreesAreTurnedAway() {
        assertMessage(HEAD + "a {".repeat(100_000), "nodes are nested deeper than 64; ");
        assertMessage(HEAD + "a { };".repeat(20_001), "there are more than 20000 nodes; ");
        assertMessage(HEAD + "a".repeat(1 << 20), "a word is longer than 255 characters; ");
        assertMessage(HEAD + "a = \"" + "b".repeat(1 << 20), "a string has no end; ");
    }

    @Test
    void damagedTreesAreReadOrTurnedAway() {
        Random random = new Random(1);
        String good =
                HEAD + "m: i@1 { compatible = \"i\"; reg = <1 2>; phandle = <3>; };\n a { iommus = <&m 3>; };\n};";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder damaged = new StringBuilder(good);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(128));
            }
            try {
                Board.read(damaged.toString(), "test");
            } catch (UnreadableBoard turnedAway) {
                assertThat(turnedAway).hasMessageContaining("; ");
            }
        }
    }

    private static void assertMessage(String text, String message) {
        assertThatThrownBy(() -> Board.read(text, "test"))
                .isInstanceOf(UnreadableBoard.class)
                .hasMessageContaining(message);
    }

    @Test
    void fileNamesTheBoard(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.dts"), HEAD + "};");
        assertThat(Board.read(file)).isEqualTo(new Board("mine", List.of()));
    }

    @Test
    void fileThatIsNoSourceIsSaidToBeNone(@TempDir Path folder) throws IOException {
        Path compiled = Files.write(folder.resolve("a.dtb"), new byte[] {(byte) 0xd0, 0x0d, (byte) 0xfe, (byte) 0xed});
        Path large = Files.write(folder.resolve("a.dts"), new byte[(4 << 20) + 1]);
        Path badName = Files.writeString(folder.resolve("a b.dts"), HEAD + "};");
        assertThatThrownBy(() -> Board.read(compiled))
                .hasMessageEndingWith("make a source of it with 'dtc -I dtb -O dts'");
        assertThatThrownBy(() -> Board.read(large)).hasMessageContaining("is larger than 4 MiB; ");
        assertThatThrownBy(() -> Board.read(badName)).hasMessageContaining("is no name for a board; ");
        assertThatThrownBy(() -> Board.read(folder)).hasMessageContaining("cannot be opened or read; ");
        assertThatThrownBy(() -> Board.read(folder.resolve("none.dts"))).isInstanceOf(UnreadableBoard.class);
    }
}
