// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import probus.cli.ModelMutants.Outcome;
import probus.report.Words;

/** What came of the mutants of the model, for a person. */
final class ModelMutantsText {
    private final PrintWriter out;

    ModelMutantsText(PrintWriter out) {
        this.out = out;
    }

    private static boolean noticed(Outcome outcome) {
        return !outcome.noticedBy().isEmpty();
    }

    private static boolean survives(Outcome outcome) {
        return outcome.differs() && !noticed(outcome);
    }

    private static long count(List<Outcome> outcomes, Predicate<Outcome> wanted) {
        return outcomes.stream().filter(wanted).count();
    }

    /** Writes the answer; {@code all} tells also of those that are noticed or equal, one by one. */
    void write(List<Outcome> outcomes, boolean all) {
        Map<String, List<Outcome>> kinds = new TreeMap<>();
        outcomes.forEach(outcome -> kinds.computeIfAbsent(outcome.mutant().kind(), kind -> new java.util.ArrayList<>())
                .add(outcome));
        out.println("change      noticed    of  no boot differs");
        kinds.forEach((kind, those) -> out.println(String.format(
                Locale.ROOT,
                "%-10s  %7d  %4d  %15d",
                kind,
                count(those, ModelMutantsText::noticed),
                count(those, Outcome::differs),
                count(those, outcome -> !outcome.differs()))));
        list("no rule notices", outcomes, ModelMutantsText::survives);
        if (all) {
            list("noticed", outcomes, ModelMutantsText::noticed);
            list("no boot differs", outcomes, outcome -> !outcome.differs());
        }
        long noticed = count(outcomes, ModelMutantsText::noticed);
        long different = count(outcomes, Outcome::differs);
        out.println();
        out.println("score " + RuleMutateCommand.percent(noticed, different) + ": " + noticed + " of "
                + Words.count(different, "mutant") + " of the model noticed");
    }

    private void list(String title, List<Outcome> outcomes, Predicate<Outcome> wanted) {
        out.println();
        out.println(title + ":");
        outcomes.stream()
                .filter(wanted)
                .forEach(outcome -> out.println("  " + outcome.mutant().kind() + ": " + outcome.mutant()
                        + (noticed(outcome) ? ": " + String.join(", ", outcome.noticedBy()) : "")));
    }
}
