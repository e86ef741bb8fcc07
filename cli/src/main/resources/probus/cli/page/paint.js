// SPDX-License-Identifier: Apache-2.0
// Draws lanes. However many events there are, no lane draws more than there are pixels.

import { cut, lowerBound, number, seconds, span } from './format.js';
import { BAR, LOCK, MARKS, RULER } from './layout.js';
import { group, palette as c } from './palette.js';

const LETTER = 6.65;

export class Painter {
  constructor(context, view, gutter) {
    this.g = context;
    this.view = view;
    this.gutter = gutter;
  }

  /** All of it: lanes at y, then the ruler on top, then names. */
  lanes(places, y, height, state) {
    const { g, view } = this;
    g.fillStyle = c.panel;
    g.fillRect(0, 0, this.gutter + view.width, height);
    g.save();
    g.beginPath();
    g.rect(0, RULER, this.gutter + view.width, height - RULER);
    g.clip();
    g.translate(0, RULER - y);
    const seen = places.filter(place => place.bottom >= y && place.y <= y + height);
    seen.forEach((place, i) => this.ground(place, i));
    g.save();
    g.beginPath();
    g.rect(this.gutter, y - RULER, view.width, height + RULER);
    g.clip();
    g.translate(this.gutter, 0);
    this.boundaries(y, height);
    for (const place of seen) this.lane(place, state);
    g.restore();
    for (const place of seen) this.name(place);
    g.restore();
    this.ruler();
  }

  ground(place) {
    const { g, view } = this;
    if (place.pinned) {
      g.fillStyle = c['accent-soft'];
      g.fillRect(0, place.y, this.gutter, place.height);
    }
    g.fillStyle = c['line-soft'];
    g.fillRect(0, place.bottom - 1, this.gutter + view.width, 1);
  }

  name(place) {
    const { g } = this;
    const { pid, name, crashed } = place.lane;
    const end = pid < 0 ? '' : `-${pid}`;
    const room = Math.floor((this.gutter - 16) / LETTER) - end.length;
    g.font = c.label;
    g.textBaseline = 'middle';
    g.fillStyle = crashed ? c.error : c.text;
    g.fillText(cut(pid < 0 ? 'unknown task' : name, room) + end, 10, place.marks + MARKS / 2 - 1);
    if (crashed && place.height > 44) {
      g.font = c.small;
      g.fillText('dead', 10, place.marks + MARKS + 6);
    }
    g.fillStyle = c.line;
    g.fillRect(this.gutter - 1, place.y, 1, place.height);
  }

  lane(place, state) {
    place.lane.rows.forEach((row, depth) => this.bars(row, place.bars + depth * BAR, state));
    place.lane.locks.forEach((row, i) => this.locks(row ?? [], place.locks + i * LOCK));
    this.marks(place, state);
  }

  /** Visits the bars of a row that are in sight; of those that are narrower than a pixel one per pixel. */
  each(row, draw) {
    const { view } = this;
    let i = Math.max(0, lowerBound(row, view.left, bar => view.from(bar)) - 1);
    let busy = -1;
    for (; i < row.length; i++) {
      const bar = row[i];
      const from = view.px(view.from(bar));
      if (from > view.width) return;
      const to = view.px(view.to(bar));
      if (to < 0 || to < busy || (bar.from && !bar.from.v)) continue;
      const x = Math.max(from, -4);
      const width = Math.max(Math.min(to, view.width + 4) - x, 1);
      draw(bar, x, width, from, to);
      busy = x + width + (width <= 1 ? 0.5 : -1);
    }
  }

  bars(row, y, state) {
    const { g } = this;
    g.textBaseline = 'middle';
    g.font = c.label;
    this.each(row, (bar, x, width, from, to) => {
      const colour = group(bar.from.kind);
      g.fillStyle = c[colour];
      g.globalAlpha = bar.to ? 1 : 0.72;
      const wide = width > 4;
      if (wide) {
        g.beginPath();
        g.roundRect(x + 0.5, y + 1, width - 1, BAR - 2, 2.5);
        g.fill();
      } else {
        g.fillRect(x, y + 1, width, BAR - 2);
      }
      g.globalAlpha = 1;
      if (bar.from === state.selected || (bar.to === state.selected && bar.to)) this.outline(x, y, width);
      const room = Math.floor((Math.min(to, this.view.width) - Math.max(from, 0) - 9) / LETTER);
      if (room > 2) {
        g.fillStyle = c[`${colour}-ink`] || c.text;
        g.fillText(cut(bar.text, room), Math.max(from, 0) + 5, y + BAR / 2 + 0.5);
      }
    });
  }

  outline(x, y, width) {
    const { g } = this;
    g.strokeStyle = c.accent;
    g.lineWidth = 2;
    g.beginPath();
    g.roundRect(x, y + 0.5, Math.max(3, width), BAR - 1, 3);
    g.stroke();
  }

  locks(row, y) {
    const { g } = this;
    this.each(row, (bar, x, width) => {
      g.fillStyle = bar.wait ? c.wait : c.lock;
      g.fillRect(x, y + (bar.wait ? 1.5 : 1), width, bar.wait ? 2 : LOCK - 2);
    });
  }

  marks(place, state) {
    const { g, view } = this;
    const list = place.lane.marks;
    const y = place.marks + MARKS / 2;
    g.font = c.label;
    g.textBaseline = 'middle';
    let i = Math.max(0, lowerBound(list, view.left, e => view.at(e)) - 1);
    let free = -20;
    let before = -20;
    for (; i < list.length; i++) {
      const e = list[i];
      if (!e.v) continue;
      const x = view.middle(e);
      if (x > view.width + 6) return;
      if (x < free) {
        // All that end up on the same pixels look alike, except for those that matter.
        if (!e.broken && e !== state.selected) continue;
      }
      let next = i + 1;
      while (next < list.length && !list[next].v) next++;
      const gap = (next < list.length ? view.middle(list[next]) : view.width + 200) - x;
      this.mark(e, x, y, state, Math.min(gap, x - before) < 7);
      before = x;
      free = x + 2;
      const room = Math.floor((gap - 14) / LETTER);
      if (room > 4) {
        g.fillStyle = e.broken ? c.error : c.muted;
        g.fillText(cut(e.text, Math.min(room, 60)), x + 7, y + 0.5);
      }
    }
  }

  /** A dot, a line where there are many, a cross for what ended a task. */
  mark(e, x, y, state, dense) {
    const { g } = this;
    const colour = e.broken ? 'error' : group(e.kind);
    const r = e.broken ? 4 : 3.2;
    g.fillStyle = c[colour];
    g.beginPath();
    if (e.kind === 'KernelOops') {
      g.lineWidth = 2.2;
      g.strokeStyle = c.error;
      g.moveTo(x - 4, y - 4);
      g.lineTo(x + 4, y + 4);
      g.moveTo(x + 4, y - 4);
      g.lineTo(x - 4, y + 4);
      g.stroke();
    } else if (dense && !e.broken) {
      g.fillRect(x - 0.75, y - 4, 1.5, 8);
    } else {
      g.arc(x, y, r, 0, 7);
      g.fill();
    }
    if (e === state.selected) {
      g.strokeStyle = c.accent;
      g.lineWidth = 2;
      g.beginPath();
      g.arc(x, y, 6, 0, 7);
      g.stroke();
    }
  }

  /** Where boots begin and where events are missing. */
  boundaries(y, height) {
    const { g, view } = this;
    g.font = c.small;
    g.textBaseline = 'top';
    let busy = -1;
    for (const gap of view.store.gaps) {
      const e = view.store.events[gap.from - view.store.base];
      const x = e ? view.px(view.at(e)) : -1;
      if (x <= busy || x > view.width) continue;
      g.fillStyle = c['error-soft'];
      g.fillRect(x - 3, y, 6, height);
      busy = x + 3;
    }
    busy = -1;
    for (const boot of view.store.boots) {
      const x = boot.first ? Math.round(view.px(view.at(boot.first))) : -1;
      if (x <= busy || x > view.width) continue;
      g.fillStyle = c.line;
      g.fillRect(x, y, 1, height);
      busy = x + 2;
    }
  }

  ruler() {
    const { g, view } = this;
    g.fillStyle = c.panel;
    g.fillRect(0, 0, this.gutter + view.width, RULER);
    g.fillStyle = c.line;
    g.fillRect(0, RULER - 1, this.gutter + view.width, 1);
    g.fillRect(this.gutter - 1, 0, 1, RULER);
    g.font = c.small;
    g.textBaseline = 'middle';
    g.fillStyle = c.muted;
    g.fillText(view.axis === 'order' ? 'order' : 'time', 10, RULER / 2);
    let busy = this.gutter;
    for (const boot of view.store.boots) {
      const x = boot.first ? this.gutter + view.px(view.at(boot.first)) : -1;
      if (x < busy || x > this.gutter + view.width) continue;
      g.fillStyle = c.accent;
      g.fillText(`boot ${boot.number}`, x + 4, RULER / 2);
      busy = x + 62;
    }
    this.ticks();
  }

  ticks() {
    const { g, view } = this;
    const step = nice(96 / view.scale);
    const first = Math.ceil(view.left / step) * step;
    const taken = view.store.boots.map(boot => (boot.first ? view.px(view.at(boot.first)) : -999));
    for (let value = first; value < view.right; value += step) {
      const x = view.px(value);
      const e = view.store.visible[lowerBound(view.store.visible, value, event => view.at(event))];
      if (!e || x < 0) continue;
      g.fillStyle = c.line;
      g.fillRect(this.gutter + x, RULER - 5, 1, 4);
      if (taken.some(other => x > other - 64 && x < other + 62)) continue;
      g.fillStyle = c.faint;
      const since = e.boot?.first ? value - e.boot.first.t : value;
      const clock = e.ns - (e.t - value);
      g.fillText(view.axis === 'order' ? `#${number(e.seq)}` : step < 1e6 ? `+${span(Math.max(0, since))}` : seconds(Math.max(0, clock)), this.gutter + x + 3, RULER / 2);
    }
  }
}

function nice(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return Math.max(1, [1, 2, 5, 10].map(n => n * power).find(n => n >= least));
}
