// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.List;
import java.util.Optional;
import probus.engine.Violation;
import probus.facts.KernelProfile;

/** One violation at a time, for those who cannot wait for the whole report. */
public final class Diagnostics {
    private Diagnostics() {}

    /**
     * {@return a violation in full, as the report of a whole boot would tell it: its lines, who did what meanwhile, the rule}
     *
     * @param profile the kernel that was checked, where it is known
     */
    public static String of(Violation violation, TextOptions options, Optional<KernelProfile> profile) {
        StringBuilder text = new StringBuilder();
        new ViolationText(options, new Ink(options.colour()), profile)
                .write(new Causes.Cause(violation, List.of()), true, text);
        return text.toString();
    }
}
