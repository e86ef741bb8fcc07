// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which kernel a banner is of. */
public final class KernelVersion {
    /** Debian calls all its kernels of a series the same, {@code 6.1.0-56-arm64}, and says further on which one it is. */
    private static final Pattern DEBIAN = Pattern.compile(".* Debian (\\d+\\.\\d+\\.\\d+)-\\S+ \\(\\d{4}-.*");

    private KernelVersion() {}

    /** {@return the version of the kernel of this banner, which calls itself {@code name}} */
    public static String of(String banner, String name) {
        Matcher debian = DEBIAN.matcher(banner);
        return debian.matches() ? debian.group(1) : name;
    }
}
