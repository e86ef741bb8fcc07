// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.facts.ProbeEvent.IommuProbeBegin;
import probus.model.board.Boards;
import probus.model.board.Node;
import probus.model.linux.Version;
import probus.model.linux.init.UserStep;
import probus.model.world.Finding;

/**
 * The model's synchronous boot does what real kernels were recorded doing: in each task the same events in the same order, of
 * the same devices, objects and results. For a boot in which one task does everything this is more than the same order for each
 * device.
 */
final class ModelBootsTest {
    private static final List<UserStep> LIFE = List.of(UserStep.unbind("ff900000.vop"), UserStep.bind("ff900000.vop"));
    private static final List<UserStep> DESTROY = List.of(UserStep.remove("ff910000.isp0"));

    static Stream<Arguments> boots() {
        return Stream.of(
                        Arguments.of("K-fixed/sync-kpfull/run01", Version.of(KernelProfile.P61Y), LIFE),
                        Arguments.of("K-fixed/sync-destroy-kpfull/run01", Version.of(KernelProfile.P61Y), DESTROY),
                        Arguments.of("K-rc1/sync-kpfull/run01", Version.of(KernelProfile.P61RC), LIFE),
                        Arguments.of(
                                "K-rc1-dmafix/sync-kpfull/run01",
                                Version.of(KernelProfile.P61RC_D),
                                List.<UserStep>of()))
                .filter(boot -> Files.isDirectory(RecordedBoots.folder((String) boot.get()[0])));
    }

    @Test
    void boardHasTheDevicesThatTheRecordedWalksVisit() {
        List<String> visited = BootEvents.recorded("K-fixed/sync-kpfull/run01").events().stream()
                .filter(IommuProbeBegin.class::isInstance)
                .map(event -> ((IommuProbeBegin) event).dev())
                .distinct()
                .toList();
        List<Node> nodes = Boards.named("kernel-traces").nodes();
        assertThat(Stream.concat(
                                nodes.stream().filter(node -> !node.isAmba()),
                                nodes.stream().filter(Node::isAmba))
                        .map(Node::device))
                .containsExactlyElementsOf(visited);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("boots")
    void modelDoesWhatTheKernelDid(String boot, Version version, List<UserStep> userSpace) {
        BootEvents kernel = BootEvents.recorded(boot);
        BootEvents model = BootEvents.ofModel(version, userSpace);
        Set<String> recorded = kernel.recordable();
        TreeMap<String, List<ProbeEvent>> expected = kernel.byRole(recorded);
        TreeMap<String, List<ProbeEvent>> actual = model.byRole(recorded);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((role, events) -> assertThat(new SameEvents().difference(events, actual.get(role)))
                .as(role)
                .isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("boots")
    void modelFindsWhatTheKernelComplainedOf(String boot, Version version, List<UserStep> userSpace) {
        BootEvents kernel = BootEvents.recorded(boot);
        BootEvents model = BootEvents.ofModel(version, userSpace);
        assertThat(model.findings().stream().filter(finding -> finding.kind().isOops()))
                .hasSize(kernel.count(ProbeEvent.KernelOops.class));
        assertThat(model.findings().stream()
                        .filter(finding -> finding.kind() == Finding.Kind.WARN)
                        .map(Finding::key)
                        .collect(Collectors.toSet()))
                .hasSize(kernel.count(ProbeEvent.KernelWarning.class));
    }
}
