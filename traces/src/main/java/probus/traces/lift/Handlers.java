// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.EnumMap;
import java.util.Map;
import probus.traces.record.Arguments;

/** What is done at the entry and at the return of a call, by its meaning. */
final class Handlers {
    /** Something to do with a call. */
    @FunctionalInterface
    interface Step {
        /**
         * Does it.
         *
         * @param arguments what was fetched; nothing where a return is missing
         */
        void take(Call call, Arguments arguments, TaskCalls task);
    }

    private static final Step NOTHING = (call, arguments, task) -> {};

    private final Map<Meaning, Step> entries = new EnumMap<>(Meaning.class);
    private final Map<Meaning, Step> returns = new EnumMap<>(Meaning.class);

    void onEntry(Meaning meaning, Step step) {
        entries.put(meaning, step);
    }

    void onReturn(Meaning meaning, Step step) {
        returns.put(meaning, step);
    }

    void on(Meaning meaning, Step entry, Step exit) {
        onEntry(meaning, entry);
        onReturn(meaning, exit);
    }

    void enter(Call call, Arguments arguments, TaskCalls task) {
        entries.getOrDefault(call.function.row.meaning(), NOTHING).take(call, arguments, task);
    }

    void leave(Call call, Arguments arguments, TaskCalls task) {
        returns.getOrDefault(call.function.row.meaning(), NOTHING).take(call, arguments, task);
    }
}
