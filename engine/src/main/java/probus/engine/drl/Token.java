// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

/**
 * A word of a rule file.
 *
 * @param kind what it is
 * @param text as written; of a string what is between the quotes, escapes resolved
 * @param place where it stands
 */
public record Token(Kind kind, String text, Place place) {
    /** Kinds of word. */
    public enum Kind {
        /** A name or keyword, {@code $binding} included. */
        NAME,
        /** A number. */
        NUMBER,
        /** A string in double or single quotes. */
        STRING,
        /** One or two characters of punctuation. */
        SYMBOL,
        /** Behind the last word. */
        END
    }

    /** {@return whether this is the word or symbol {@code text}} */
    public boolean is(String text) {
        return (kind == Kind.NAME || kind == Kind.SYMBOL) && this.text.equals(text);
    }

    /** {@return the word as a reader would point at it} */
    public String shown() {
        return switch (kind) {
            case END -> "the end of the file";
            case STRING -> "\"" + text + "\"";
            default -> "'" + text + "'";
        };
    }
}
