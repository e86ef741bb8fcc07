// SPDX-License-Identifier: Apache-2.0
/**
 * How straight-line Java is stopped between two steps and continued later: the tasks of one execution, one running at a
 * time. Nothing here knows what a task does or why it is stopped. Start with {@link probus.model.carrier.Carrier}.
 */
package probus.model.carrier;
