// SPDX-License-Identifier: Apache-2.0
/** Small models to try the explorer on. Start with {@link probus.model.example.SevenStep}. */
package probus.model.example;
