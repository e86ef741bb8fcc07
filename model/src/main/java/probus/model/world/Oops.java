// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** Ends the task that did what the hardware or the kernel does not survive. Never caught by a model. */
public final class Oops extends RuntimeException {
    private final transient Finding finding;

    Oops(Finding finding) {
        super(finding.key(), null, false, false);
        this.finding = finding;
    }

    /** {@return what happened} */
    public Finding finding() {
        return finding;
    }
}
