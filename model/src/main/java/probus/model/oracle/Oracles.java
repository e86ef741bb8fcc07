// SPDX-License-Identifier: Apache-2.0
package probus.model.oracle;

import java.util.List;
import probus.facts.ProbeEvent;
import probus.model.linux.Kernel;
import probus.model.world.Finding;
import probus.model.world.Hash;
import probus.model.world.Observer;
import probus.model.world.World;

/** All invariants that are judged in an execution. */
public final class Oracles implements Observer {
    private final World world;
    private final List<Oracle> oracles;

    /** What watches this kernel. */
    public Oracles(Kernel k) {
        world = k.world;
        oracles = List.of(
                new ProbedOnce(k.world),
                new NodeListedOnce(k.world),
                new MembersTogether(k),
                new DmaOpsKept(k.world),
                new ReplayedWhenReady(k),
                new RefusedWalk(k.world),
                new AtRest(k));
    }

    @Override
    public boolean seesSteps() {
        return false;
    }

    @Override
    public void happened(ProbeEvent event) {
        for (Oracle oracle : oracles) {
            oracle.happened(event);
        }
    }

    /** To be called when nothing happens any more. */
    public void at_rest() {
        boolean crashed =
                world.findings().stream().anyMatch(finding -> finding.kind().isOops());
        if (!crashed) {
            oracles.forEach(Oracle::at_rest);
        }
    }

    @Override
    public long fingerprint() {
        long hash = 0;
        for (Oracle oracle : oracles) {
            hash = Hash.mix(hash, oracle.fingerprint());
        }
        return hash;
    }

    static void violated(World world, String invariant, String message) {
        world.report(Finding.Kind.INVARIANT, invariant, message);
    }
}
