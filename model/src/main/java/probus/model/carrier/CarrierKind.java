// SPDX-License-Identifier: Apache-2.0
package probus.model.carrier;

/** The ways to carry tasks. They differ in speed, never in results. */
public enum CarrierKind {
    /** One-shot continuations inside the caller's thread; JDK 21 and newer, with the flag of {@link ContinuationCarrier}. */
    CONTINUATION {
        @Override
        public Carrier create() {
            return new ContinuationCarrier();
        }
    },
    /** One platform thread per task, a baton between them; any JDK. */
    PLATFORM_THREAD {
        @Override
        public Carrier create() {
            return new PlatformThreadCarrier();
        }
    };

    /**
     * {@return a new carrier of this kind}
     *
     * @throws IllegalStateException if this JDK, as it was started, cannot carry tasks that way
     */
    public abstract Carrier create();

    /** {@return the fastest kind that this JDK, as it was started, offers} */
    public static CarrierKind best() {
        return ContinuationCarrier.available() ? CONTINUATION : PLATFORM_THREAD;
    }
}
