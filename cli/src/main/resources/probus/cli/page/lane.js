// SPDX-License-Identifier: Apache-2.0
// What one task did: calls inside each other, locks that it waited for and held, and what was over at once.

const DEEPEST = 9;
const LOCKS = 5;

export class Lane {
  constructor(pid) {
    this.pid = pid;
    this.name = '';
    this.rows = [];
    this.locks = [];
    this.marks = [];
    this.shown = 0;
    this.crashed = false;
    this.clear();
  }

  clear() {
    this.open = [];
    this.waiting = new Map();
    this.held = new Map();
    this.crashed = false;
  }

  see(e) {
    this.name = e.task;
    e.lane = this;
    if (e.lock) this.lock(e);
    else if (e.begins) this.begin(e);
    else if (!this.end(e)) {
      e.role = 'mark';
      this.marks.push(e);
      if (e.kind === 'KernelOops') this.crashed = true;
    }
  }

  /** What is still open is not known any more, or never ends. */
  close(last) {
    for (const bar of [...this.open, ...this.waiting.values(), ...this.held.values()]) {
      bar.to = last;
      bar.cut = true;
    }
    this.clear();
  }

  begin(e) {
    const depth = Math.min(this.open.length, DEEPEST - 1);
    const bar = { from: e, to: null, call: e.begins, depth, text: e.text.replace(/ \{$/, ''), cut: false };
    (this.rows[depth] ??= []).push(bar);
    this.open.push(bar);
    e.role = 'begin';
    e.bar = bar;
  }

  /** Whether the event ends a call; calls inside it that were not seen to return end with it. */
  end(e) {
    const call = e.ends ?? e.kind;
    for (let i = this.open.length - 1; i >= 0; i--) {
      if (this.open[i].call !== call) continue;
      const ended = this.open.splice(i);
      for (const bar of ended) bar.to = e;
      e.bar = ended[0];
      e.role = 'end';
      return true;
    }
    return false;
  }

  lock(e) {
    const key = `${e.lock} ${e.name}`;
    e.role = 'lock';
    if (e.kind === 'LockRequest') {
      const bar = this.place({ from: e, to: null, lock: key, text: e.name || e.lock, wait: true, cut: false });
      this.waiting.set(key, bar);
      e.bar = bar;
      return;
    }
    const asked = this.waiting.get(key);
    if (e.kind === 'LockAcquire') {
      if (asked) asked.to = e;
      this.waiting.delete(key);
      e.bar = this.place({ from: e, to: null, lock: key, text: e.name || e.lock, wait: false, cut: false }, asked?.row);
      this.held.set(key, e.bar);
      return;
    }
    const held = this.held.get(key);
    if (held) held.to = e;
    this.held.delete(key);
    e.bar = held;
  }

  place(bar, wanted) {
    const used = new Set([...this.waiting.values(), ...this.held.values()].map(other => other.row));
    let row = wanted ?? 0;
    while (wanted === undefined && used.has(row) && row < LOCKS - 1) row++;
    bar.row = row;
    (this.locks[row] ??= []).push(bar);
    return bar;
  }

  /** Forgets what ended before an event. */
  trim(base) {
    const alive = bar => !bar.to || bar.to.n >= base;
    this.rows = this.rows.map(row => row.filter(alive));
    this.locks = Array.from(this.locks, row => (row ?? []).filter(alive));
    this.marks = this.marks.filter(e => e.n >= base);
  }
}
