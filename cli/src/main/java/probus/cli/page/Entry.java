// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.util.List;
import java.util.Optional;
import probus.engine.Violation;
import probus.facts.KernelProfile;

/** What a journal keeps besides events, which it keeps as they are. */
sealed interface Entry {
    /** A boot began. */
    record BootBegan(String input, int boot) implements Entry {}

    /** It became known which kernel it is. */
    record KernelKnown(String words) implements Entry {}

    /** A rule was broken, with all that can be told of it. */
    record Broken(Violation violation, Optional<KernelProfile> profile, int boot) implements Entry {
        /** {@return what remains when there are newer ones} */
        Remembered remembered() {
            return new Remembered(
                    violation.rule().id(),
                    violation.rule().catalog(),
                    violation.severity().toString(),
                    violation.message(),
                    violation.at().getSeq(),
                    boot);
        }
    }

    /** A rule was broken a while ago. */
    record Remembered(String rule, String catalog, String severity, String message, long seq, int boot)
            implements Entry {}

    /** A boot ended. */
    record BootEnded(int boot, String schedule, long events, List<String> violated, String error) implements Entry {}
}
