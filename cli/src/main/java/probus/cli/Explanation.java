// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import probus.engine.RuleBase;
import probus.engine.catalog.Rule;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;
import probus.model.linux.Change;
import probus.model.run.Effects;
import probus.traces.lift.ProbePoint;
import probus.traces.lift.ProbePoints;

/** Pages about rules, events and kernels. */
final class Explanation {
    private static final Pattern SECTION = Pattern.compile("(?m)^## ");
    private static final String GENERATED_END = "<!-- generated: end -->";

    private final PrintWriter out;
    private final RuleFiles catalogue;

    Explanation(Session session, RuleFiles catalogue) {
        this.catalogue = catalogue;
        out = session.out().writer();
    }

    void rules(Set<String> ids) {
        boolean first = true;
        for (Rule rule : Loading.now(ids, catalogue).rules()) {
            if (!first) {
                out.println();
            }
            rule(rule);
            first = false;
        }
    }

    private void rule(Rule rule) {
        String catalog = rule.catalog().isEmpty() ? "" : " (" + rule.catalog() + ")";
        out.println(rule.id() + catalog + ": " + rule.title());
        out.println();
        fact("severity", rule.severity() + outside(rule));
        fact("kernels", rule.range());
        fact("code", rule.source());
        fact("commit", rule.reference());
        fact(
                "needs",
                String.join(", ", rule.needs().stream().map(Rule.Need::toString).toList()));
        fact("style", rule.style().toString().toLowerCase(Locale.ROOT));
        fact("next", rule.next());
        String page = catalogue.page(rule.id());
        int end = page.indexOf(GENERATED_END);
        String byHand = end < 0 ? page : page.substring(end + GENERATED_END.length());
        for (String section : SECTION.split(byHand, -1)) {
            if (!section.isBlank()) {
                int newline = section.indexOf('\n');
                out.println();
                out.println(newline < 0 ? section : section.substring(0, newline));
                out.println(
                        newline < 0
                                ? ""
                                : indented(section.substring(newline + 1).strip()));
            }
        }
        out.println();
        out.println("Rule, " + catalogue.path(rule.id()));
        out.println(indented(body(catalogue.drl(rule.id()))));
    }

    private static String outside(Rule rule) {
        if (!rule.hasRange()) {
            return "";
        }
        return rule.outside()
                .map(severity -> ", outside of its kernels " + severity)
                .orElse(", outside of its kernels off");
    }

    void event(EventCatalog.EventKind kind) {
        out.println(kind.name() + ": " + kind.doc().value());
        out.println();
        fact("code", kind.doc().kernel());
        List<String> fields = kind.fields().stream()
                .map(field -> field.getName() + " (" + field.getType().getSimpleName() + ")")
                .toList();
        fact("fields", String.join(", ", fields));
        List<String> points = ProbePoints.all().stream()
                .filter(point -> gives(point, kind.name()))
                .map(ProbePoint::name)
                .toList();
        fact(
                "probes",
                points.isEmpty() ? "none: it is inferred, or made by the model only" : String.join(", ", points));
        Pattern word = Pattern.compile("\\b" + kind.name() + "\\b");
        List<String> readers = catalogue.ids().stream()
                .filter(id -> word.matcher(catalogue.drl(id)).find())
                .toList();
        fact("rules", readers.isEmpty() ? "none" : String.join(", ", readers));
    }

    private static boolean gives(ProbePoint point, String kind) {
        return point.events(false).contains(kind) || point.events(true).contains(kind);
    }

    void profile(KernelProfile.Choice choice) {
        KernelProfile profile = choice.profile();
        out.println(profile.id() + ": " + profile.description());
        out.println();
        fact("made from", profile.version());
        if (!choice.exact()) {
            fact("stands for", choice.word() + ", approximated");
        }
        List<Rule> rules = RuleBase.bundled().rules();
        long off = rules.stream()
                .filter(rule -> rule.severityOn(profile).isEmpty())
                .count();
        fact("rules", rules.size() - off + " apply, " + off + " are off");
        Optional<String> outside = rules.stream()
                .filter(rule ->
                        !rule.intendedBy(profile) && rule.severityOn(profile).isPresent())
                .map(Rule::id)
                .reduce((a, b) -> a + ", " + b);
        fact("open to", outside.orElse(""));
        List<KernelProfile> profiles = List.of(KernelProfile.values());
        int position = profiles.indexOf(profile);
        if (position > 0) {
            KernelProfile before = profiles.get(position - 1);
            out.println();
            out.println("In the model, other than in " + before.version() + " (" + before.id() + "):");
            changes("+", profile, before);
            changes("-", before, profile);
        }
    }

    /** The changes that one profile has and another has not, and what the model does there. */
    private void changes(String sign, KernelProfile with, KernelProfile without) {
        for (Change change : Change.values()) {
            if (change.isIn(with) && !change.isIn(without)) {
                String commit = change.commit().equals("-") ? "" : change.commit() + " ";
                out.println("  " + sign + " " + commit + "\"" + change.subject() + "\"");
                Effects.of(change).ifPresent(effect -> out.println("      " + effect));
            }
        }
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            out.println("  " + name + " ".repeat(Math.max(1, 11 - name.length())) + value);
        }
    }

    /** From the rule's own picture on: package and imports say nothing here. */
    private static String body(String drl) {
        int picture = drl.indexOf("/*");
        return (picture < 0 ? drl : drl.substring(picture)).strip();
    }

    private static String indented(String text) {
        return text.lines()
                .map(line -> line.isEmpty() ? line : "  " + line)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
