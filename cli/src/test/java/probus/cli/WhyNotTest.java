// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Why a rule did not fire is told by how far it got. */
final class WhyNotTest {
    private static final String GROUPS = "rules/group/shared-iommu-means-shared-group/";

    private static Run whyNot(String rule, String trace) {
        return Run.of(
                "explain", "--why-not", rule, SourceTree.ROOT.resolve(trace).toString());
    }

    @Test
    void a_step_rule_counts_how_many_events_meet_each_constraint() {
        assertThat(whyNot("one-group-per-device", "rules/group/one-group-per-device/holds-second-add-refused.trace")
                        .out())
                .isEqualTo("""
                        one-group-per-device: holds, exercised 1 time
                          exercised by 1 event
                            line 8  kworker/u8:0-8  GroupAdd( dev="ff650000.video-codec", group=0xffffff80024ec300, result=0 )
                          1 of 2 GroupAdd meet  result.succeeded == true
                          0 of 2 GroupAdd meet  before.device.joined.seen == true
                          nearest miss
                            line 8  kworker/u8:0-8  GroupAdd( dev="ff650000.video-codec", group=0xffffff80024ec300, result=0 )
                              not before.device.joined.seen == true: before.device.joined.seen is false
                        """);
    }

    @Test
    void a_history_rule_shows_its_longest_partial_match_and_the_nearest_miss() {
        assertThat(whyNot("shared-iommu-means-shared-group", GROUPS + "holds-one-group.trace")
                        .out())
                .contains("  it got as far as\n    $first : XlateEnd( driver == \"rk_iommu\"")
                .contains("  and then found no\n    $apart : GroupAdd( dev == $other")
                .endsWith("      not group != $group: group is 0xffffff80024ec300, $group is 0xffffff80024ec300\n");
    }

    @Test
    void what_must_not_be_and_is_stands_in_the_way() {
        assertThat(whyNot("shared-iommu-means-shared-group", GROUPS + "holds-regrouped.trace")
                        .out())
                .endsWith("""
                          and there is what must not be
                            not GroupDel( dev == $one, seq > $joined.seq, seq < $apart.seq )
                              line 9  kworker/u8:0-8  GroupDel( dev="ff910000.isp0", group=0xffffff80024ec300 )
                        """.indent(0));
    }

    @Test
    void a_kind_that_is_not_there_is_named() {
        assertThat(whyNot("lock-not-taken-twice", GROUPS + "holds-one-group.trace")
                        .out())
                .contains(
                        "lock-not-taken-twice: not-exercised",
                        "nothing exercises it",
                        "there is no LockRequest in the input");
    }

    @Test
    void a_rule_that_fired_is_left_to_check() {
        assertThat(whyNot("shared-iommu-means-shared-group", GROUPS + "violates-two-groups.trace")
                        .out())
                .contains("it did fire");
    }

    @Test
    void what_is_no_trace_is_refused() {
        assertThat(whyNot("one-group-per-device", "README.md").exit()).isEqualTo(3);
        assertThat(whyNot("one-group-per-device", "none.trace").exit()).isEqualTo(3);
        assertThat(whyNot("one-group-per-devic", "README.md").err()).contains("did you mean");
    }
}
