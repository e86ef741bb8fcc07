// SPDX-License-Identifier: Apache-2.0

/**
 * The shapes that most invariants have, as one sentence each, and what they stand for: plain DRL. A sentence takes care of what
 * is easily forgotten: names that were not recorded, events that were lost, scopes that are still open. Start at {@link
 * probus.engine.template.Templates}.
 */
package probus.engine.template;
