// SPDX-License-Identifier: Apache-2.0
package probus.facts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of the probe path that differ, oldest first. Rules say with these from when on and until when they hold.
 */
public enum KernelProfile {
    /** {@code bus_set_iommu}, no lock around the probe at all. */
    P510("P510", "5.10", "bus_set_iommu, no probe lock"),
    /** As 5.10; group ownership. */
    P60("P60", "6.0", "bus_set_iommu, group ownership"),
    /** Commit 57365a04c921: every registration walks every bus, without a lock. */
    P61RC("P61RC", "6.1-rc1", "every registration walks every bus, no probe lock"),
    /** 6.1-rc1 with the diff that set dma_dev in {@code rk_iommu_device_group}; never merged. */
    P61RC_D("P61RC+D", "6.1-rc1+D", "6.1-rc1 with dma_dev set in device_group (never merged)"),
    /** Commit 01657bc14a39: a lock inside {@code __iommu_probe_device}. */
    P61("P61", "6.1", "probe lock inside __iommu_probe_device"),
    /** Stable commit of a2e7e59a9426: the lock is also held in {@code of_iommu_configure}. */
    P61Y("P61Y", "6.1.192", "probe lock in of_iommu_configure too"),
    /** {@code iommu_init_device}; the check for probed devices is under the lock. */
    P66("P66", "6.6", "already-probed check under the lock"),
    /** Operations from the firmware spec instead of the bus. */
    P612("P612", "6.12.117", "operations from the firmware spec"),
    /** Commit bcb81ac6ae3c without the rockchip fixes. */
    P615N("P615N", "6.15-next", "device tree parsed in the probe path, rockchip not fixed"),
    /** Commit bcb81ac6ae3c with the rockchip fixes. */
    P615("P615", "6.15", "device tree parsed in the probe path"),
    /** The ready flag. */
    P618("P618", "6.18", "ready flag, shared rockchip domain"),
    /** As 6.18 for this path. */
    P72("P72", "7.2.13", "attach_dev is given the old domain");

    // The first 6.1.y that has a2e7e59a9426.
    private static final int FIRST_P61Y = 66;
    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?(?:-rc(\\d+))?(-next)?.*");

    private final String id;
    private final String version;
    private final String description;

    KernelProfile(String id, String version, String description) {
        this.id = id;
        this.version = version;
        this.description = description;
    }

    /** {@return the profile's name, as it is written in rules and on the command line} */
    public String id() {
        return id;
    }

    /** {@return the kernel version that the profile was made from} */
    public String version() {
        return version;
    }

    /** {@return what sets it apart, a phrase} */
    public String description() {
        return description;
    }

    /**
     * A kernel version as somebody gave it, with the profile that stands for it.
     *
     * @param word as given
     * @param profile the newest profile that is not newer
     * @param exact whether the word is the profile's own version
     */
    public record Choice(String word, KernelProfile profile, boolean exact) {}

    /**
     * {@return the profile for a version word ({@code 6.1-rc1}, {@code 6.1.192}, {@code 6.6.30-android15}) or a profile id;
     * empty if it is neither, or older than all}
     */
    public static Optional<Choice> of(String word) {
        for (KernelProfile profile : values()) {
            if (profile.id.equalsIgnoreCase(word) || profile.version.equals(word)) {
                return Optional.of(new Choice(word, profile, true));
            }
        }
        Matcher version = VERSION.matcher(word);
        if (!version.matches()) {
            return Optional.empty();
        }
        int release = Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2));
        int stable = version.group(3) == null ? 0 : Integer.parseInt(version.group(3));
        boolean candidate = version.group(4) != null;
        return ofRelease(release, stable, candidate).map(profile -> new Choice(word, profile, false));
    }

    private static Optional<KernelProfile> ofRelease(int release, int stable, boolean candidate) {
        if (release == 6001) {
            return Optional.of(candidate ? P61RC : stable >= FIRST_P61Y ? P61Y : P61);
        }
        // A release candidate has what its release has: the merge window is over.
        KernelProfile found = null;
        int[] since = {5010, 6000, 0, 0, 6001, 6002, 6006, 6012, 0, 6015, 6016, 7002};
        KernelProfile[] profiles = {P510, P60, null, null, P61, P61, P66, P612, null, P615, P618, P72};
        for (int i = 0; i < since.length; i++) {
            if (profiles[i] != null && since[i] <= release) {
                found = profiles[i];
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public String toString() {
        return id;
    }
}
