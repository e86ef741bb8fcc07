// SPDX-License-Identifier: Apache-2.0
package probus.model.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import probus.model.explore.Schedule;
import probus.model.linux.KernelProgram;
import probus.model.linux.Version;
import probus.model.world.Finding;

/**
 * A bug of the zoo.
 *
 * @param id what it is called: B and a number for what was reported, C and a number for what is only seen in the source
 * @param title the subject of the commit that fixed it, or in words what it is where there is none
 * @param program a boot that can show it
 * @param finding what shows it ({@code Finding.key})
 * @param fixed a version of the kernel that is different from the one with the bug in its fix and does not show it, if there is
 * @param remark what is worth knowing, a sentence or two; "" for nothing
 */
public record Scenario(
        String id, String title, KernelProgram program, String finding, Optional<Version> fixed, String remark) {
    /** {@return whether this is what shows it} */
    public boolean isShownBy(Finding other) {
        return other.key().equals(finding);
    }

    /** {@return the smallest schedule that is known to show it} */
    public Schedule schedule() {
        try (InputStream line = Scenario.class.getResourceAsStream(id + ".schedule")) {
            if (line == null) {
                throw new IllegalStateException("No schedule is stored for " + id);
            }
            return Schedule.parse(new String(line.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
