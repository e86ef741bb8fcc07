// SPDX-License-Identifier: Apache-2.0
/** The explorer, beside spin on the same model. */
package probus.bench.explore;
