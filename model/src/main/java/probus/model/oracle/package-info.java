// SPDX-License-Identifier: Apache-2.0
/**
 * What must hold in every boot and is no crash where it does not: a few invariants of the probe path, each named as in the
 * catalogue (DI-5, GR-6 ...), which {@link probus.model.oracle.Oracles} judges while a {@link
 * probus.model.linux.KernelProgram} runs and when it has come to rest.
 *
 * <p>Crashes, deadlocks, races and the like need none: {@code probus.model.world} finds them by itself.
 */
package probus.model.oracle;
