// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ValuesTest {
    @Test
    void aTaskIsItsPidWhateverItsName() {
        assertThat(new Task(1, "swapper/0")).isEqualTo(new Task(1, "init")).hasSameHashCodeAs(new Task(1, "init"));
        assertThat(new Task(36, "kworker/u8:1")).isNotEqualTo(new Task(37, "kworker/u8:1"));
        assertThat(new Task(36, "kworker/u8:1")).hasToString("kworker/u8:1-36");
    }

    @Test
    void anAddressThatIsAllocatedAgainIsAnotherObject() {
        ObjectId first = new ObjectId(0xffff000012345680L, 0);
        ObjectId second = new ObjectId(0xffff000012345680L, 1);
        assertThat(first).isNotEqualTo(second).hasToString("0xffff000012345680");
        assertThat(second).hasToString("0xffff000012345680#2");
    }

    @Test
    void aNullThatWasSeenIsNotAPointerThatIsNotKnown() {
        assertThat(ObjectId.NULL).isNotEqualTo(ObjectId.UNKNOWN);
        assertThat(ObjectId.NULL.isNull()).isTrue();
        assertThat(ObjectId.UNKNOWN.isNull()).isFalse();
        assertThat(ObjectId.UNKNOWN.isObject()).isFalse();
    }

    @Test
    void anUnknownResultIsNeitherSuccessNorFailure() {
        assertThat(Result.UNKNOWN.isSucceeded()).isFalse();
        assertThat(Result.UNKNOWN.isFailed()).isFalse();
        assertThat(Result.UNKNOWN).isNotEqualTo(Result.OK);
    }

    @Test
    void aResultIsSpelledAsTheKernelSpellsIt() {
        assertThat(Result.of(-517)).hasToString("-EPROBE_DEFER");
        assertThat(Result.of(-517).isDeferred()).isTrue();
        assertThat(Result.of(-19)).hasToString("-ENODEV");
        assertThat(Result.of(-4711)).hasToString("-4711");
        assertThat(Result.of(0)).isSameAs(Result.OK);
    }

    @Test
    void domainTypesHaveTheKernelsNumbers() {
        assertThat(DomainType.of(1)).isEqualTo(DomainType.UNMANAGED);
        assertThat(DomainType.of(3)).isEqualTo(DomainType.DMA);
        assertThat(DomainType.of(99)).isEqualTo(DomainType.UNKNOWN);
        assertThat(DomainType.DMA_FQ.isDefaultKind()).isTrue();
        assertThat(DomainType.UNMANAGED.isDefaultKind()).isFalse();
    }
}
