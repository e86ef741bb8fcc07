// SPDX-License-Identifier: Apache-2.0
// The lists at the side: rules, violations, events. The list of events is the lanes for those who cannot see them.

import { element, number, seconds, taskName } from './format.js';

const ROW = 22;
const ORDER = { violated: 0, undecided: 1, holds: 2, 'not-exercised': 3 };
const LISTED = 300;

/** The rules, violated ones first. */
export class RuleList {
  constructor(choose) {
    this.list = document.getElementById('rules');
    this.choose = choose;
    this.rules = [];
  }

  show(rules) {
    this.rules = rules;
    const verdict = rule => (rule.violations > 0 ? 'violated' : rule.verdict);
    const sorted = [...rules].sort((a, b) => ORDER[verdict(a)] - ORDER[verdict(b)] || a.rule.localeCompare(b.rule));
    const items = [];
    let before = '';
    for (const rule of sorted) {
      const kind = verdict(rule);
      if (kind !== before) {
        const count = sorted.filter(one => verdict(one) === kind).length;
        items.push(element('li', 'head', `${kind.replace('-', ' ')} · ${count}`));
      }
      before = kind;
      items.push(this.item(rule, kind));
    }
    const scroll = this.list.scrollTop;
    const focus = document.activeElement?.dataset?.rule;
    this.list.replaceChildren(...items);
    this.list.scrollTop = scroll;
    if (focus) this.list.querySelector(`[data-rule="${CSS.escape(focus)}"]`)?.focus();
    if (!rules.length) this.list.append(element('li', 'none', 'No rule has been asked yet.'));
  }

  item(rule, kind) {
    const item = element('li', `${kind} ${rule.severity} ${kind === 'not-exercised' ? 'quiet' : ''}`);
    const button = element('button');
    button.type = 'button';
    button.dataset.rule = rule.rule;
    const tone = { violated: rule.severity === 'warning' ? 'warning' : 'error', undecided: 'warning', holds: 'good' }[kind] ?? '';
    button.append(element('span', `dot ${tone}`), element('span', 'name', rule.rule));
    const count = kind === 'violated' ? `×${number(rule.violations)}` : kind === 'holds' ? `${number(rule.checks)} checks` : '';
    button.append(element('span', 'count', count));
    if (kind !== 'not-exercised') {
      button.append(element('span', 'title', rule.title + (rule.catalog ? ` (${rule.catalog})` : '')));
    }
    button.addEventListener('click', () => this.choose.rule(rule));
    item.append(button);
    return item;
  }
}

/** The violations, newest first. */
export class ViolationList {
  constructor(store, choose) {
    this.store = store;
    this.choose = choose;
    this.list = document.getElementById('violations');
  }

  show(selected) {
    if (this.list.hidden) return;
    const { violations } = this.store;
    const shown = violations.slice(-LISTED).reverse();
    this.list.replaceChildren(...shown.map(violation => this.item(violation, violation === selected)));
    if (violations.length > LISTED) this.list.append(element('li', 'none', `and ${number(violations.length - LISTED)} earlier ones`));
    if (!violations.length) this.list.append(element('li', 'none', 'No rule has been broken.'));
  }

  item(violation, current) {
    const item = element('li', `violated ${violation.severity}`);
    const button = element('button');
    button.type = 'button';
    button.setAttribute('aria-current', String(current));
    button.append(element('span', `dot ${violation.severity}`), element('span', 'name', violation.rule));
    button.append(element('span', 'count', `boot ${violation.boot}`));
    button.append(element('span', 'title', violation.message));
    button.addEventListener('click', () => this.choose.violation(violation));
    item.append(button);
    return item;
  }
}

/** All events that the filter leaves, of which only those in sight are elements. */
export class EventList {
  constructor(store, choose) {
    this.store = store;
    this.choose = choose;
    this.panel = document.getElementById('events');
    this.list = element('div', 'list');
    this.list.tabIndex = 0;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', 'Events');
    this.space = element('div', 'space');
    this.list.append(this.space);
    this.panel.append(this.list);
    this.rows = [];
    this.selected = null;
    this.list.addEventListener('scroll', () => this.show());
    this.list.addEventListener('click', e => this.click(e));
    this.list.addEventListener('keydown', e => this.key(e));
  }

  /** Goes to the end while following, stays where it is otherwise. */
  show(follow = false) {
    if (this.panel.hidden) return;
    const { visible } = this.store;
    this.space.style.height = `${visible.length * ROW}px`;
    if (follow) this.list.scrollTop = visible.length * ROW;
    const first = Math.max(0, Math.floor(this.list.scrollTop / ROW) - 2);
    const count = Math.min(visible.length - first, Math.ceil(this.list.clientHeight / ROW) + 4);
    while (this.rows.length < count) this.addRow();
    this.rows.forEach((row, i) => {
      row.hidden = i >= count;
      if (i < count) this.fill(row, visible[first + i], first + i);
    });
  }

  addRow() {
    const row = element('div', 'row');
    row.setAttribute('role', 'option');
    row.append(element('span', 'seq'), element('span', 'task'), element('bdi', 'text'));
    this.rows.push(row);
    this.list.append(row);
  }

  fill(row, e, position) {
    const { visible } = this.store;
    row.style.transform = `translateY(${position * ROW}px)`;
    row.id = `event-${e.n}`;
    row.event = e;
    row.classList.toggle('broken', e.broken !== null);
    row.setAttribute('aria-selected', String(e === this.selected));
    row.setAttribute('aria-posinset', String(position + 1));
    row.setAttribute('aria-setsize', String(visible.length));
    row.title = seconds(e.ns);
    const [seq, task, text] = row.children;
    seq.textContent = e.seq;
    task.textContent = taskName(e);
    text.textContent = e.text;
    if (e === this.selected) this.list.setAttribute('aria-activedescendant', row.id);
  }

  select(e, scroll = true) {
    this.selected = e;
    const position = e && e.v ? this.store.visible.indexOf(e) : -1;
    if (position >= 0 && scroll && !this.panel.hidden) {
      const top = position * ROW;
      const { scrollTop, clientHeight } = this.list;
      if (top < scrollTop || top + ROW > scrollTop + clientHeight) this.list.scrollTop = top - clientHeight / 2;
    }
    this.show();
  }

  click(e) {
    const row = e.target.closest('.row');
    if (row) this.choose.event(row.event);
  }

  key(e) {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -Infinity, End: Infinity }[e.key];
    if (by === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    this.choose.event(neighbour(this.store.visible, this.selected, by));
  }
}

/** The event so many places from another one. */
export function neighbour(list, event, by) {
  if (!list.length) return null;
  const at = event ? list.indexOf(event) : -1;
  const wanted = at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by;
  return list[Math.max(0, Math.min(list.length - 1, wanted))];
}
