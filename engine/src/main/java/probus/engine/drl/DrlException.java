// SPDX-License-Identifier: Apache-2.0
package probus.engine.drl;

/** A place of a rule file that cannot be read as declarative DRL. */
public final class DrlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Place place;
    private final boolean foreign;
    private final String hint;

    private DrlException(Place place, boolean foreign, String problem, String hint) {
        super(problem);
        this.place = place;
        this.foreign = foreign;
        this.hint = hint;
    }

    /** {@return what nobody can read} */
    public static DrlException wrong(Place place, String problem, String hint) {
        return new DrlException(place, false, problem, hint);
    }

    /** {@return what is DRL, but not declarative} */
    static DrlException foreign(Place place, String problem, String hint) {
        return new DrlException(place, true, problem, hint);
    }

    /** {@return where} */
    public Place place() {
        return place;
    }

    /** {@return whether it is DRL that Drools may understand} */
    public boolean isForeign() {
        return foreign;
    }

    /** {@return what to write instead, {@code ""} where that cannot be told} */
    public String hint() {
        return hint;
    }
}
