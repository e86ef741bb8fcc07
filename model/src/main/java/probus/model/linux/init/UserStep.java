// SPDX-License-Identifier: Apache-2.0
package probus.model.linux.init;

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
        UNBIND
    }

    /** {@return the removal of a device} */
    public static UserStep remove(String device) {
        return new UserStep(What.REMOVE, device);
    }

    @Override
    public String toString() {
        return what.name().toLowerCase(java.util.Locale.ROOT) + "-" + device;
    }
}
