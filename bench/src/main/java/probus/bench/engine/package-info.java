// SPDX-License-Identifier: Apache-2.0
/** What checking an event costs. */
package probus.bench.engine;
