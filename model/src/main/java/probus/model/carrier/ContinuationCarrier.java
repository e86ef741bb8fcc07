// SPDX-License-Identifier: Apache-2.0
package probus.model.carrier;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * Carries tasks on the JDK's own one-shot continuations ({@code jdk.internal.vm.Continuation}, JDK 21 and newer, started
 * with {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}). Handing over costs some hundred nanoseconds and
 * forgetting a task costs nothing. The class is internal to the JDK: nothing else here may name it.
 */
final class ContinuationCarrier implements Carrier {
    private Object[] continuations = new Object[8];
    private int next = NOBODY;
    private Throwable escaped;

    ContinuationCarrier() {
        if (!available()) {
            throw new IllegalStateException("No continuations here: they need JDK 21 or newer and"
                    + " --add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
        }
    }

    static boolean available() {
        return Handles.SCOPE != null;
    }

    @Override
    public void add(int task, IntSupplier body) {
        if (task >= continuations.length) {
            continuations = Arrays.copyOf(continuations, 2 * task);
        }
        continuations[task] = Handles.create(() -> next = ending(body));
    }

    private int ending(IntSupplier body) {
        try {
            return body.getAsInt();
        } catch (Throwable thrown) {
            escaped = thrown;
            return NOBODY;
        }
    }

    @Override
    public void run(int first) {
        next = first;
        while (next != NOBODY) {
            Handles.run(continuations[next]);
        }
        Escapes.rethrow(escaped);
    }

    @Override
    public void handTo(int task) {
        next = task;
        Handles.suspend();
    }

    @Override
    public void reset() {
        Arrays.fill(continuations, null);
        escaped = null;
    }

    @Override
    public void close() {
        reset();
    }

    /** The four handles, constants to the compiler; {@code SCOPE} is null where they do not exist. */
    private static final class Handles {
        private static final MethodHandle CREATE;
        private static final MethodHandle RUN;
        private static final MethodHandle YIELD;
        private static final Object SCOPE;

        static {
            MethodHandle create = null;
            MethodHandle run = null;
            MethodHandle yield = null;
            Object scope = null;
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
                Class<?> scopes = Class.forName("jdk.internal.vm.ContinuationScope");
                MethodHandle newScope = lookup.findConstructor(scopes, MethodType.methodType(void.class, String.class));
                create = lookup.findConstructor(continuation, MethodType.methodType(void.class, scopes, Runnable.class))
                        .asType(MethodType.methodType(Object.class, Object.class, Runnable.class));
                run = lookup.findVirtual(continuation, "run", MethodType.methodType(void.class))
                        .asType(MethodType.methodType(void.class, Object.class));
                yield = lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scopes))
                        .asType(MethodType.methodType(boolean.class, Object.class));
                scope = newScope.invoke("probus");
            } catch (Throwable absent) {
                scope = null;
            }
            CREATE = create;
            RUN = run;
            YIELD = yield;
            SCOPE = scope;
        }

        static Object create(Runnable body) {
            try {
                return (Object) CREATE.invokeExact(SCOPE, body);
            } catch (Throwable thrown) {
                throw Escapes.unchecked(thrown);
            }
        }

        static void run(Object continuation) {
            try {
                RUN.invokeExact(continuation);
            } catch (Throwable thrown) {
                throw Escapes.unchecked(thrown);
            }
        }

        static void suspend() {
            try {
                if (!(boolean) YIELD.invokeExact(SCOPE)) {
                    throw new IllegalStateException("A task cannot be stopped here");
                }
            } catch (Throwable thrown) {
                throw Escapes.unchecked(thrown);
            }
        }
    }
}
