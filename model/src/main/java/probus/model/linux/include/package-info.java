// SPDX-License-Identifier: Apache-2.0
/** The structures of {@code include/linux}: their members under their own names, as far as the probe path touches them. */
package probus.model.linux.include;
