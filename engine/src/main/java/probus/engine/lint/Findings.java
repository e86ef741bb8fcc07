// SPDX-License-Identifier: Apache-2.0
package probus.engine.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import probus.engine.drl.Place;
import probus.engine.lint.Finding.Fix;
import probus.engine.lint.Finding.Level;

/** Collects what is found in one file. */
final class Findings {
    private final String file;
    private final List<Finding> all = new ArrayList<>();
    private String rule = "";

    Findings(String file) {
        this.file = file;
    }

    /** From now on findings are about this rule. */
    void about(String id) {
        rule = id;
    }

    void error(String code, Place at, String problem, String hint) {
        add(code, Level.ERROR, at, problem, hint);
    }

    void warn(String code, Place at, String problem, String hint) {
        add(code, Level.WARNING, at, problem, hint);
    }

    void note(String code, Place at, String problem) {
        add(code, Level.NOTE, at, problem, "");
    }

    /** Says what mends the last finding. */
    void mend(Fix fix) {
        all.set(all.size() - 1, all.get(all.size() - 1).with(fix));
    }

    boolean hasErrors() {
        return all.stream().anyMatch(finding -> finding.level() == Level.ERROR);
    }

    boolean has(String code) {
        return all.stream().anyMatch(finding -> finding.code().equals(code));
    }

    /** {@return all findings, by place; what follows from an error at the same place is left out} */
    List<Finding> sorted() {
        List<Finding> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt((Finding finding) -> finding.at().line())
                .thenComparingInt(finding -> finding.at().column())
                .thenComparing(Finding::level)
                .thenComparing(Finding::code));
        return sorted;
    }

    private void add(String code, Level level, Place at, String problem, String hint) {
        all.add(new Finding(code, level, file, at, rule, problem, hint, Optional.empty()));
    }
}
