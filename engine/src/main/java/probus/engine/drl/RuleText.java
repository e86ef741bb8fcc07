// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

import java.util.List;
import java.util.Optional;

/**
 * A rule file as a tree.
 *
 * @param text the file
 * @param packageName {@code ""} where there is none
 * @param headEnd offset behind the package and the imports
 * @param imports the classes, in full
 * @param rules the rules, in order
 */
public record RuleText(String text, String packageName, int headEnd, List<Import> imports, List<Definition> rules) {
    /** A class that the file uses. */
    public record Import(Place at, String name) {
        /** {@return the name without its package} */
        public String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    /**
     * An annotation.
     *
     * @param at where it stands, the at sign included
     * @param valueAt where its value stands
     * @param value without quotes
     */
    public record Annotation(Place at, String name, Place valueAt, String value) {}

    /**
     * A rule.
     *
     * @param at where its name stands
     * @param annotations in order
     * @param when what it looks for, in order; empty if it is a sentence
     * @param sentence the words behind {@code when} that begin with a shape's name; empty if it is patterns
     * @param whenAt where its patterns stand, from behind the word that begins them to before the consequence
     * @param end where {@code end} stands
     */
    public record Definition(
            Place at,
            String name,
            List<Annotation> annotations,
            List<Clause> when,
            List<Token> sentence,
            Place whenAt,
            Place end) {
        /** {@return the annotation of this name} */
        public Optional<Annotation> annotation(String wanted) {
            return annotations.stream().filter(one -> one.name().equals(wanted)).findFirst();
        }

        /** {@return the value of the annotation of this name, {@code ""} where there is none} */
        public String value(String wanted) {
            return annotation(wanted).map(Annotation::value).orElse("");
        }
    }
}
