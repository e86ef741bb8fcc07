// SPDX-License-Identifier: Apache-2.0
// What stands above everything: how it goes, in numbers.

import { element, number, roughly } from './format.js';
import { VIOLATIONS } from './store.js';

const byId = id => document.getElementById(id);

/** How grave the gravest rule is that was broken. */
export const gravest = rules => (rules.some(rule => rule.violations > 0 && rule.severity === 'error') ? 'error' : 'warning');

/** The line at the top. */
export function showStatus(status, store, tone) {
  byId('phase').textContent = status.phase;
  byId('phase').className = `phase ${status.phase}`;
  byId('source').textContent = status.source;
  document.title = `${status.violations ? `(${roughly(status.violations)}) ` : ''}${status.source} · probus`;
  const shown = [
    ['violations', roughly(status.violations), status.violations ? tone : ''],
    ['events', roughly(status.events)],
    ['a second', roughly(status.perSecond)],
    ['boots', roughly(status.boots)],
    ['tasks', number(status.tasks)],
    ['rules', number(status.rules)],
    ['queue', roughly(status.queued), status.queued > status.capacity / 2 ? 'warning' : ''],
    ['dropped', roughly(status.dropped), status.dropped ? 'warning' : ''],
    ['not shown', roughly(store.missed), 'warning'],
  ].filter(([name]) => name !== 'not shown' || store.missed);
  byId('stats').replaceChildren(...shown.map(([name, value, how]) => {
    const item = element('div', how ?? '');
    item.append(element('dt', '', name), element('dd', '', value));
    return item;
  }));
}

/** How many there are in the lists that are not in sight. */
export function showCounts(store, tone) {
  for (const [id, count, how] of [['violations', store.violations.length, tone], ['events', store.visible.length, '']]) {
    const target = byId(`tab-${id}`);
    const badge = target.querySelector('.count') ?? target.appendChild(element('span', 'count'));
    badge.textContent = count ? roughly(count) + (id === 'violations' && count === VIOLATIONS ? '+' : '') : '';
    badge.className = `count ${how}`;
  }
}
