// SPDX-License-Identifier: Apache-2.0

/**
 * Rules that nobody vouches for. Only what the declarative part of the language can say is admitted, and what is compiled is
 * never their text: it is written anew from the tree. What they can still do, take long, has limits. A filter, not a sandbox.
 */
package probus.engine.untrusted;
