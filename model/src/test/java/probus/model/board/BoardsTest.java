// SPDX-License-Identifier: Apache-2.0
package probus.model.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The machines that come with Probus. */
final class BoardsTest {
    private static boolean isIommu(Node node) {
        return node.compatible().contains("rockchip,iommu");
    }

    @ParameterizedTest
    @MethodSource("probus.model.board.Boards#names")
    void boardCanBeReadAndNamesItself(String name) {
        assertThat(Boards.named(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("probus.model.board.Boards#names")
    void mastersReferToIommus(String name) {
        Board board = Boards.named(name);
        assertThat(board.nodes().stream()
                        .flatMap(node -> node.iommus().stream())
                        .map(board::node))
                .allMatch(BoardsTest::isIommu)
                .allMatch(iommu -> iommu.registers() > 0 && iommu.interrupts() == 1);
    }

    @Test
    void boardThatIsNotThereIsAnsweredWithThoseThatAre() {
        assertThatThrownBy(() -> Boards.named("rk3588"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rk3588")
                .hasMessageContaining("kernel-traces");
    }

    @Test
    void smallBoardsAreWhatTheyAreCalled() {
        assertThat(shape("two-iommus-one-device")).containsExactly("fe310000.mmc", "ff650800.iommu", "ff660480.iommu");
        assertThat(shape("one-iommu-one-master"))
                .containsExactly("ff650000.video-codec -> ff650800.iommu", "ff650800.iommu");
        assertThat(shape("two-iommus-one-master"))
                .containsExactly("ff650000.video-codec -> ff650800.iommu", "ff650800.iommu", "ff660480.iommu");
        assertThat(shape("shared-iommu"))
                .containsExactly(
                        "ff650000.video-codec -> ff650800.iommu",
                        "ff650800.iommu",
                        "ff660000.video-codec -> ff650800.iommu");
        assertThat(shape("two-iommu-master"))
                .containsExactly(
                        "ff650000.video-codec -> ff650800.iommu ff660480.iommu", "ff650800.iommu", "ff660480.iommu");
    }

    private static List<String> shape(String name) {
        return Boards.named(name).nodes().stream()
                .map(node -> node.iommus().isEmpty()
                        ? node.device()
                        : node.device() + " -> " + String.join(" ", node.iommus()))
                .toList();
    }

    @Test
    void recordedMachineHas49PlatformAnd2AmbaDevices() {
        List<Node> nodes = Boards.named("kernel-traces").nodes();
        assertThat(nodes).hasSize(51).allMatch(Node::enabled);
        assertThat(nodes.stream().filter(Node::isAmba).map(Node::device))
                .containsExactly("9000000.pl011", "9010000.pl031");
        assertThat(nodes.stream().filter(BoardsTest::isIommu).map(Node::registers))
                .containsExactly(1, 2, 1, 1, 1, 2, 2);
    }

    @Test
    void scarletHasSixIommusFiveMastersAndAHundredOtherDevices() {
        List<Node> all = Boards.named("rk3399-scarlet").nodes();
        List<Node> enabled = all.stream().filter(Node::enabled).toList();
        assertThat(enabled.stream().filter(Node::isAmba)).hasSize(8);
        assertThat(enabled.stream().filter(node -> !node.isAmba())).hasSize(115);
        assertThat(enabled.stream().filter(node -> node.device().endsWith(".qos")))
                .hasSize(25);
        assertThat(enabled.stream().filter(BoardsTest::isIommu)).hasSize(6);
        assertThat(enabled.stream().filter(node -> !node.iommus().isEmpty()).map(Node::device))
                .containsExactly(
                        "ff650000.video-codec",
                        "ff660000.video-codec",
                        "ff8f0000.vop",
                        "ff900000.vop",
                        "ff910000.isp0");
        assertThat(all.stream().filter(node -> !node.enabled()).map(Node::device))
                .contains("ff670000.iep", "ff670800.iommu", "ff920000.isp1");
        assertThat(enabled.stream().map(Node::device))
                .contains("ff310000.power-management:power-controller", "ff770000.syscon:usb2phy@e450");
    }
}
