// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import probus.model.explore.Program;
import probus.model.linux.KernelProgram;
import probus.model.world.World;

/** A kernel that differs in one thing from one that is right. Its text says in what. */
public sealed interface Mutant permits WithoutCommit, Mutant.OfCode {
    /** {@return what kind of change it is: "commit", "errno", "lock", "skip" or "swap"} */
    String kind();

    /** {@return the same boot with the changed kernel} */
    Program of(KernelProgram whole);

    /** A change of the code that runs. */
    sealed interface OfCode extends Mutant permits WithoutLock, WithoutCall, WithoutStep, LaterStep, OtherReturn {
        /** Changes the code in a world that is about to start. */
        void change(World world);

        @Override
        default Program of(KernelProgram whole) {
            return new Mutated(whole, this);
        }
    }
}
