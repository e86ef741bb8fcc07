// SPDX-License-Identifier: Apache-2.0
// The lists of rules and of violations.

import { element, number } from './format.js';

const ORDER = { violated: 0, undecided: 1, holds: 2, 'not-exercised': 3 };
const LISTED = 300;

/** The rules, violated ones first. An element stays the same one: somebody may be about to click on it. */
export class RuleList {
  constructor(choose) {
    this.list = document.getElementById('rules');
    this.choose = choose;
    this.rules = [];
    this.items = new Map();
    this.order = '';
    this.list.append(element('li', 'none', 'No rule has been asked yet.'));
  }

  show(rules) {
    this.rules = rules;
    const kind = rule => (rule.violations > 0 ? 'violated' : rule.verdict);
    const grave = rule => (rule.severity === 'error' ? 0 : 1);
    const sorted = [...rules].sort((a, b) => ORDER[kind(a)] - ORDER[kind(b)]
      || (kind(a) === 'violated' ? grave(a) - grave(b) : 0) || a.rule.localeCompare(b.rule));
    for (const rule of rules) this.update(rule, kind(rule));
    const order = sorted.map(rule => `${rule.rule} ${kind(rule)}`).join();
    if (order === this.order) return;
    this.order = order;
    const elements = [];
    let before = '';
    for (const rule of sorted) {
      if (kind(rule) !== before) {
        before = kind(rule);
        elements.push(element('li', 'head', `${before.replace('-', ' ')} · ${sorted.filter(one => kind(one) === before).length}`));
      }
      elements.push(this.items.get(rule.rule).item);
    }
    const focus = document.activeElement;
    const scroll = this.list.scrollTop;
    this.list.replaceChildren(...elements);
    this.list.scrollTop = scroll;
    if (this.list.contains(focus)) focus.focus();
  }

  update(rule, kind) {
    let known = this.items.get(rule.rule);
    if (!known) this.items.set(rule.rule, (known = this.make()));
    known.rule = rule;
    const tone = { violated: rule.severity === 'error' ? 'error' : 'warning', undecided: 'warning', holds: 'good' }[kind] ?? '';
    known.item.className = `${kind} ${rule.severity} ${kind === 'not-exercised' ? 'quiet' : ''}`;
    const [dot, name, count, title] = known.item.firstChild.children;
    dot.className = `dot ${tone}`;
    name.textContent = rule.rule;
    count.textContent = kind === 'violated' ? `×${number(rule.violations)}` : kind === 'holds' ? `${number(rule.checks)} checks` : '';
    title.textContent = rule.title + (rule.catalog ? ` (${rule.catalog})` : '');
    title.hidden = kind === 'not-exercised';
  }

  make() {
    const known = { item: element('li'), rule: null };
    const button = element('button');
    button.type = 'button';
    button.append(element('span'), element('span', 'name'), element('span', 'count'), element('span', 'title'));
    button.addEventListener('click', () => this.choose.rule(known.rule));
    known.item.append(button);
    return known;
  }
}

/** The violations, newest first. */
export class ViolationList {
  constructor(store, choose) {
    this.store = store;
    this.choose = choose;
    this.list = document.getElementById('violations');
    this.none = element('li', 'none', 'No rule has been broken.');
    this.list.append(this.none);
    this.newest = null;
  }

  /** Puts new ones in front and lets the oldest go; the others stay the same elements. */
  show(selected) {
    const { violations } = this.store;
    if (this.list.hidden) return;
    if (!violations.includes(this.newest)) {
      this.list.replaceChildren(this.none);
      this.newest = null;
    }
    const from = Math.max(violations.indexOf(this.newest) + 1, violations.length - LISTED);
    for (const violation of violations.slice(from)) this.list.prepend(this.item(violation));
    this.newest = violations[violations.length - 1] ?? null;
    while (this.list.children.length > LISTED + 1) this.list.children[LISTED].remove();
    this.none.textContent = violations.length > LISTED ? 'Earlier ones are not listed.' : 'No rule has been broken.';
    this.none.hidden = violations.length > 0 && violations.length <= LISTED;
    for (const item of this.list.children) {
      if (item.violation) item.firstChild.setAttribute('aria-current', String(item.violation === selected));
    }
  }

  item(violation) {
    const item = element('li', `violated ${violation.severity}`);
    item.violation = violation;
    const button = element('button');
    button.type = 'button';
    button.append(element('span', `dot ${violation.severity}`), element('span', 'name', violation.rule));
    button.append(element('span', 'count', `boot ${violation.boot}`));
    button.append(element('span', 'title', violation.message));
    button.addEventListener('click', () => this.choose.violation(violation));
    item.append(button);
    return item;
  }
}
