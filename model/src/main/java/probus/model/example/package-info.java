// SPDX-License-Identifier: Apache-2.0
/**
 * The smallest program that is worth exploring, to read first and to measure with: {@link
 * probus.model.example.SevenStep}.
 */
package probus.model.example;
