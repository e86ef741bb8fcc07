// SPDX-License-Identifier: Apache-2.0
// What has happened, as far as the page remembers it: so many events, the newest ones.

import { Lane } from './lane.js';
import { Strip } from './strip.js';
import { lowerBound } from './format.js';

const KEEP = 100_000;
const SLACK = 8_000;
export const VIOLATIONS = 1_000;
const NAMES = 500;

export class Store {
  constructor() {
    this.listeners = [];
    this.refilters = 0;
    this.filter = { device: '', task: '', rule: '', text: '', kinds: new Set() };
    this.reset('');
  }

  reset(instance) {
    Object.assign(this, { instance, lastId: 0, lost: 0, doubled: 0, missed: 0, entries: 0, count: 0, shown: 0, base: 0 });
    this.events = [];
    this.visible = [];
    this.lanes = new Map();
    this.strips = new Map();
    this.devices = new Set();
    this.violations = [];
    this.boots = [];
    this.gaps = [];
    this.offset = 0;
    this.fresh = false;
    this.kernel = '';
    this.ended = null;
  }

  /** Takes entries as the server sends them; tells who listens of the violations among them. */
  add(entries) {
    const broken = [];
    let gap = false;
    for (const entry of entries) {
      if (entry.type === 'gap') {
        this.gap(entry.missed);
        gap = true;
        continue;
      }
      if (entry.id <= this.lastId) {
        this.doubled++;
        continue;
      }
      if (!gap && this.lastId && entry.id !== this.lastId + 1) this.lost += entry.id - this.lastId - 1;
      gap = false;
      this.lastId = entry.id;
      if (entry.type === 'event') {
        this.event(entry);
        continue;
      }
      this.entries++;
      if (entry.type === 'violation') broken.push(this.violation(entry));
      else if (entry.type === 'boot') this.boot(entry);
      else if (entry.type === 'kernel') this.kernel = entry.kernel;
      else if (entry.type === 'end') this.end(entry);
    }
    if (this.events.length > KEEP + SLACK) this.trim();
    this.tell(broken);
  }

  tell(broken = []) {
    for (const listener of this.listeners) listener(broken);
  }

  get last() {
    return this.events[this.events.length - 1];
  }

  event(e) {
    e.n = this.count++;
    e.boot = this.boots.length ? this.boots[this.boots.length - 1] : null;
    this.stamp(e);
    e.broken = null;
    this.events.push(e);
    if (e.dev && this.devices.size < NAMES) this.devices.add(e.dev);
    let lane = this.lanes.get(e.pid);
    if (!lane) this.lanes.set(e.pid, (lane = new Lane(e.pid)));
    lane.see(e);
    if (e.kind === 'DevIommuGet' || e.kind === 'DevIommuFree') this.strip(e);
    if (e.kind === 'EventsLost') this.unknown(e);
    this.place(e);
  }

  /** Each boot's clock starts again; on the axis they follow each other. */
  stamp(e) {
    const last = this.last;
    if (!last) {
      this.offset = -e.ns;
    } else if (this.fresh) {
      this.offset = last.t + Math.max(1000, (last.t - (last.boot?.first?.t ?? 0)) * 0.04) - e.ns;
    }
    this.fresh = false;
    e.t = Math.max(e.ns + this.offset, last ? last.t : 0);
    if (e.boot && !e.boot.first) e.boot.first = e;
  }

  strip(e) {
    if (!e.dev) return;
    let strip = this.strips.get(e.dev);
    if (!strip) {
      if (this.strips.size >= NAMES) return;
      this.strips.set(e.dev, (strip = new Strip(e.dev)));
    }
    strip.see(e);
  }

  place(e) {
    e.v = this.matches(e);
    e.x = this.shown;
    if (!e.v) return;
    this.shown++;
    this.visible.push(e);
    e.lane.shown++;
  }

  matches(e) {
    const { device, task, rule, text, kinds } = this.filter;
    return (!device || e.dev === device || e.iommu === device)
      && (!task || String(e.pid) === task)
      && (!rule || kinds.has(e.kind) || (e.broken !== null && e.broken.some(v => v.rule === rule)))
      && (!text || e.text.toLowerCase().includes(text) || e.task.toLowerCase().includes(text));
  }

  refilter() {
    this.refilters++;
    this.visible = [];
    this.shown = 0;
    for (const lane of this.lanes.values()) lane.shown = 0;
    this.events.forEach(e => this.place(e));
    this.tell();
  }

  boot(entry) {
    this.unknown(this.last);
    this.fresh = true;
    this.boots.push({ number: entry.boot, input: entry.input, from: this.count, first: null, end: null });
  }

  end(entry) {
    const boot = this.boots[this.boots.length - 1];
    if (boot) boot.end = entry;
    this.ended = entry;
    this.unknown(this.last);
  }

  gap(missed) {
    this.missed += missed;
    this.unknown(this.last);
    this.gaps.push({ from: this.count, missed });
  }

  /** Whatever was open, nobody knows how it goes on. */
  unknown(last) {
    if (!last) return;
    for (const lane of this.lanes.values()) lane.close(last);
    for (const strip of this.strips.values()) strip.close(last);
  }

  violation(v) {
    v.at = this.find(v.boot, v.seq);
    v.steps = (v.evidence ?? []).map(step => ({ ...step, event: this.find(v.boot, step.seq) }));
    for (const e of new Set([v.at, ...v.steps.map(step => step.event)])) {
      if (e) (e.broken ??= []).push(v);
    }
    this.violations.push(v);
    if (this.violations.length > VIOLATIONS) this.violations.shift();
    return v;
  }

  /** The event with that number in a boot. */
  find(boot, seq) {
    for (let i = this.boots.length - 1; i >= 0; i--) {
      if (boot && this.boots[i].number !== boot) continue;
      const to = i + 1 < this.boots.length ? this.boots[i + 1].from : this.count;
      const at = lowerBound(this.events, seq, e => e.seq, Math.max(0, this.boots[i].from - this.base), to - this.base);
      const found = at < to - this.base && this.events[at].seq === seq ? this.events[at] : null;
      if (found || boot) return found;
    }
    return null;
  }

  /** The newest event that was read in that line. */
  line(number) {
    for (let i = this.events.length - 1; i >= 0; i--) {
      if (this.events[i].line === number) return this.events[i];
    }
    return null;
  }

  trim() {
    for (const e of this.events.splice(0, this.events.length - KEEP)) {
      if (e.v) e.lane.shown--;
    }
    this.base = this.events[0].n;
    this.visible.splice(0, lowerBound(this.visible, this.base, e => e.n));
    for (const [pid, lane] of this.lanes) {
      lane.trim(this.base);
      if (!lane.marks.length && !lane.open.length && lane.rows.every(row => !row.length) && lane.locks.every(row => !row.length)) this.lanes.delete(pid);
    }
    for (const [device, strip] of this.strips) {
      strip.trim(this.base);
      if (!strip.parts.length) this.strips.delete(device);
    }
    while (this.boots.length > 1 && this.boots[1].from <= this.base) this.boots.shift();
    this.gaps = this.gaps.filter(gap => gap.from >= this.base);
  }
}
