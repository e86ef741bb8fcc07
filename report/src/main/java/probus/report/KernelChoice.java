// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.util.Locale;
import java.util.Optional;
import probus.facts.KernelProfile;

/**
 * Which kernel an input was checked against, and who said so.
 *
 * @param version as given or as found; {@code ""} where nobody said
 * @param profile what stands for it; empty where nobody said, or the version is older than all profiles
 * @param exact whether the profile was made from that very version
 * @param from who said so
 */
public record KernelChoice(String version, Optional<KernelProfile> profile, boolean exact, From from) {
    /** Nobody said which kernel. */
    public static final KernelChoice NONE = new KernelChoice("", Optional.empty(), false, From.NONE);

    /** Who said which kernel it was. */
    public enum From {
        /** The command line. */
        OPTION,
        /** The input itself. */
        BANNER,
        /** Nobody. */
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return the choice for a version word that somebody gave; its profile is empty if the word is none} */
    public static KernelChoice of(String word, From from) {
        Optional<KernelProfile.Choice> choice = KernelProfile.of(word);
        return new KernelChoice(
                word,
                choice.map(KernelProfile.Choice::profile),
                choice.map(KernelProfile.Choice::exact).orElse(false),
                from);
    }

    /** {@return the choice in words: {@code kernel 6.1.192 → P61Y (banner)}} */
    public String words() {
        if (from == From.NONE) {
            return "kernel not known";
        }
        if (profile.isEmpty()) {
            return "kernel " + version + ", which no profile stands for (" + from + ")";
        }
        KernelProfile found = profile.get();
        String arrow = found.id().equals(version) ? "" : " → " + found.id();
        String how = exact ? "" : ", approximated by " + found.version();
        return "kernel " + version + arrow + " (" + from + how + ")";
    }
}
