// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

/** What has a name that does not depend on the order in which tasks ran. */
public interface Named {
    /** {@return the fingerprint of the name; never 0} */
    long name();
}
