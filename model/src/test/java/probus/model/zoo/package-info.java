// SPDX-License-Identifier: Apache-2.0
/** Each bug of the zoo is there where it was, and not there where it was fixed. */
package probus.model.zoo;
