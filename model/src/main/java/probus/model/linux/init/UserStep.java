// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.init;

import java.util.Locale;

/**
 * Something that user space makes the kernel do, after all that it did before has come to an end.
 *
 * @param what what is done to the device
 * @param device the device's name
 */
public record UserStep(What what, String device) {
    /** What can be done to a device. */
    public enum What {
        /** It is taken out of the machine ({@code device_del}). */
        REMOVE,
        /** It is taken from its driver ({@code unbind} in sysfs). */
        UNBIND,
        /** It is given to its driver ({@code bind} in sysfs). */
        BIND
    }

    /** {@return the removal of a device} */
    public static UserStep remove(String device) {
        return new UserStep(What.REMOVE, device);
    }

    /** {@return that a device is taken from its driver} */
    public static UserStep unbind(String device) {
        return new UserStep(What.UNBIND, device);
    }

    /** {@return that a device is given to its driver} */
    public static UserStep bind(String device) {
        return new UserStep(What.BIND, device);
    }

    @Override
    public String toString() {
        return what.name().toLowerCase(Locale.ROOT) + "-" + device;
    }
}
