// SPDX-License-Identifier: Apache-2.0
package probus.bench.engine;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import probus.bench.events.SyntheticBoot;
import probus.bench.oracle.HandWrittenChecker;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.RuleBase;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;

/** The cost of one event, made and checked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class EventCost {
    private static final int DEVICES = 200;
    private static final int FAULT_ONE_IN = 500;
    private static final int BOOT = DEVICES * SyntheticBoot.STEPS;

    /** Who checks: {@code nobody}, {@code by-hand}, {@code rules}, or a number of rules. */
    @Param({"nobody", "by-hand", "rules", "30", "1000"})
    public String checker;

    private final SyntheticBoot boot = new SyntheticBoot(1, DEVICES, FAULT_ONE_IN);
    private Consumer<ProbeEvent> sink;

    /** Prepares the checker. */
    @Setup
    public void prepare(Blackhole hole) {
        switch (checker) {
            case "nobody" -> sink = hole::consume;
            case "by-hand" -> sink = new HandWrittenChecker()::accept;
            case "rules" -> sink = checker(RuleSets.bundled());
            case "30" -> sink = checker(RuleSets.some(30));
            default -> sink = checker(RuleSets.many(Integer.parseInt(checker)));
        }
    }

    /** One boot. */
    @Benchmark
    @OperationsPerInvocation(BOOT)
    public void event() {
        for (int i = 0; i < BOOT; i++) {
            sink.accept(boot.next());
        }
    }

    private static Consumer<ProbeEvent> checker(RuleBase rules) {
        CheckOptions options = CheckOptions.DEFAULT.on(Optional.of(KernelProfile.P61Y));
        return new Checker(rules, options, violation -> {})::accept;
    }
}
