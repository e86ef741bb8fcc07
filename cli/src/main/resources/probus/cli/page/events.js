// SPDX-License-Identifier: Apache-2.0
// The list of events: the lanes for those who cannot see them.

import { element, seconds, taskName } from './format.js';

const ROW = 22;

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
