// SPDX-License-Identifier: Apache-2.0
// One key for everything that is done often.

import { element } from './format.js';

/** Listens to keys, and fills the page that tells of them. */
export function bindKeys(actions, pairs) {
  const table = new Map();
  const list = document.getElementById('help-keys');
  for (const [keys, words, action] of actions) {
    keys.forEach(key => table.set(key, pairs[key] ?? action));
    const term = element('dt');
    keys.forEach(key => term.append(element('kbd', '', { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→' }[key] ?? key)));
    list.append(term, element('dd', '', words));
  }
  document.addEventListener('keydown', e => {
    const typing = e.target.matches('input:not([type="range"]), select, textarea') || document.querySelector('dialog[open]');
    const press = e.key === ' ' && e.target.matches('button');
    if (typing || press || e.ctrlKey || e.metaKey || e.altKey) return;
    const action = table.get(e.key);
    if (!action) return;
    e.preventDefault();
    action();
  });
}
