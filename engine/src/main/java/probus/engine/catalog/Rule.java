// SPDX-License-Identifier: Apache-2.0
package probus.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import probus.facts.KernelProfile;

/**
 * What is known of a rule besides its patterns: all of it stands in the annotations of its DRL file.
 *
 * @param id words that say what holds
 * @param catalog the invariant's id in the specification, {@code ""} for a rule that has none
 * @param title what holds, a sentence
 * @param severity of a violation inside the kernel range
 * @param outside of a violation outside of it; empty where the rule is off there
 * @param since first profile that intends it; empty: all
 * @param until last profile that intends it; empty: all
 * @param undecidedOn the profiles on which a trace cannot decide it
 * @param source kernel file and function
 * @param reference the commit that established or repaired it, {@code ""} for none
 * @param next what to read next
 * @param message the headline of a violation, with {@code {binding.property}} to fill in
 * @param needs what must be recorded for the rule to say that it holds
 * @param provenWith kinds of event that must each be recorded for a violation to be proven
 * @param phrases binding to phrase, in the order of the annotations
 * @param style how it is run
 */
public record Rule(
        String id,
        String catalog,
        String title,
        Severity severity,
        Optional<Severity> outside,
        Optional<KernelProfile> since,
        Optional<KernelProfile> until,
        Set<KernelProfile> undecidedOn,
        String source,
        String reference,
        String next,
        String message,
        List<Need> needs,
        List<Need> provenWith,
        Map<String, String> phrases,
        Style style) {

    /** How a rule is run, derived from its patterns. */
    public enum Style {
        /** One event at a time against the state before it. */
        STEP,
        /** Joins between the events of one boot. */
        HISTORY
    }

    /**
     * Something that must have been recorded.
     *
     * @param kind an event, or a kind of events ({@code WalkOutcome})
     * @param field a component of it that must be known, {@code ""} for none
     */
    public record Need(String kind, String field) {
        // Written out: what a record inherits is linked anew at each start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Need need && kind.equals(need.kind) && field.equals(need.field);
        }

        @Override
        public int hashCode() {
            return kind.hashCode() * 31 + field.hashCode();
        }

        @Override
        public String toString() {
            return field.isEmpty() ? kind : kind + "." + field;
        }
    }

    /** {@return whether the rule says something about kernels of some versions only} */
    public boolean hasRange() {
        return since.isPresent() || until.isPresent();
    }

    /** {@return whether {@code profile} intends the rule} */
    public boolean intendedBy(KernelProfile profile) {
        return since.map(first -> profile.compareTo(first) >= 0).orElse(true)
                && until.map(last -> profile.compareTo(last) <= 0).orElse(true);
    }

    /** {@return the severity of a violation on {@code profile}; empty where the rule is off} */
    public Optional<Severity> severityOn(KernelProfile profile) {
        return intendedBy(profile) ? Optional.of(severity) : outside;
    }

    /** {@return the kernel range in words} */
    public String range() {
        if (!hasRange()) {
            return "all";
        }
        return since.map(KernelProfile::id).orElse("") + ".."
                + until.map(KernelProfile::id).orElse("");
    }
}
