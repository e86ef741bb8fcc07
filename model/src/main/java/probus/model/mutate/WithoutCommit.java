// SPDX-License-Identifier: Apache-2.0
package probus.model.mutate;

import probus.model.explore.Program;
import probus.model.linux.Change;
import probus.model.linux.KernelProgram;

/** A commit is taken back, as the kernel's own history had it. */
record WithoutCommit(Change change) implements Mutant {
    @Override
    public String kind() {
        return "commit";
    }

    @Override
    public Program of(KernelProgram whole) {
        return whole.on(whole.version().without(change));
    }

    @Override
    public String toString() {
        return "without " + change.name();
    }
}
