// SPDX-License-Identifier: Apache-2.0
// The three canvases: overview, lanes, strips. Draws them when something changed, at most once a frame.

import { Painter } from './paint.js';
import { RULER, STRIP, BAR, LOCK, layOut } from './layout.js';
import { lowerBound } from './format.js';
import { paintOverview, paintStrips, stripsShown } from './overview.js';
import { paintStory, paintViolations } from './story.js';
import { readPalette } from './palette.js';

const STRIPS_SHARE = 0.3;

export class Timeline {
  constructor(store, view) {
    this.store = store;
    this.view = view;
    this.state = { selected: null, violation: null };
    this.scroll = 0;
    this.stripScroll = 0;
    this.places = [];
    this.paints = 0;
    this.slowest = 0;
    this.canvases = ['overview', 'lanes', 'strips'].map(id => document.getElementById(id));
    [this.overview, this.lanes, this.strips] = this.canvases;
    this.section = this.lanes.parentElement;
    readPalette();
    new ResizeObserver(() => this.redraw(true)).observe(this.section);
  }

  get gutter() {
    const { clientWidth } = this.section;
    return clientWidth < 520 ? 92 : clientWidth < 800 ? 138 : 164;
  }

  /** Asks for a new picture. */
  redraw(colours = false) {
    if (colours) readPalette();
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      const start = performance.now();
      this.paint();
      this.paints++;
      this.slowest = Math.max(this.slowest, performance.now() - start);
    });
  }

  paint() {
    const { store, view, state, gutter } = this;
    document.getElementById('empty').hidden = store.events.length > 0;
    const strips = stripsShown(store, state.violation);
    const wanted = Math.min(strips.length * STRIP, Math.floor(this.section.clientHeight * STRIPS_SHARE));
    if (this.strips.style.height !== `${wanted}px`) this.strips.style.height = `${wanted}px`;
    view.width = Math.max(50, this.section.clientWidth - gutter);
    view.settle();
    const pinned = new Set(state.violation ? state.violation.steps.map(step => step.pid) : []);
    this.places = layOut(store, pinned);
    const height = this.lanes.clientHeight;
    this.total = this.places.length ? this.places[this.places.length - 1].bottom : 0;
    this.scroll = Math.max(0, Math.min(this.scroll, this.total - (height - RULER)));
    this.stripScroll = Math.max(0, Math.min(this.stripScroll, strips.length * STRIP - wanted));
    paintOverview(context(this.overview), store, view, this.section.clientWidth);
    this.paintLanes(context(this.lanes), height);
    if (wanted) paintStrips(context(this.strips), strips, view, gutter, this.stripScroll, wanted);
  }

  paintLanes(g, height) {
    const { store, view, state, gutter } = this;
    new Painter(g, view, gutter).lanes(this.places, this.scroll, height, state);
    g.save();
    g.beginPath();
    g.rect(gutter, 0, view.width, height);
    g.clip();
    paintViolations(g, store, view, gutter, state.violation);
    g.restore();
    if (state.violation) paintStory(g, state.violation, this.places, view, gutter, this.scroll, height);
  }

  /** Brings a lane into sight. */
  showLane(lane) {
    this.places = layOut(this.store, new Set(this.state.violation?.steps.map(step => step.pid)));
    const place = this.places.find(one => one.lane === lane);
    const height = this.lanes.clientHeight - RULER;
    if (!place) return;
    if (place.y < this.scroll) this.scroll = place.y;
    else if (place.bottom > this.scroll + height) this.scroll = Math.min(place.y, place.bottom - height);
  }

  /** The event or bar at a point of the lanes. */
  hit(x, y) {
    const { view } = this;
    const px = x - this.gutter;
    const at = y - RULER + this.scroll;
    const place = this.places.find(one => at >= one.y && at < one.bottom);
    if (!place || px < 0 || y < RULER) return null;
    if (at < place.bars) return this.nearest(place.lane.marks, px);
    const inLocks = at >= place.locks - 1;
    const row = inLocks
      ? place.lane.locks[Math.min(place.lane.locks.length - 1, Math.max(0, Math.floor((at - place.locks) / LOCK)))]
      : place.lane.rows[Math.floor((at - place.bars) / BAR)];
    const value = view.left + px / view.scale;
    const slack = 3 / view.scale;
    let i = lowerBound(row ?? [], value + slack, bar => view.from(bar)) - 1;
    for (const stop = i - 40; i >= Math.max(0, stop); i--) {
      const bar = row[i];
      if (bar.from.v && view.to(bar) >= value - slack) return { event: bar.from, bar };
    }
    return null;
  }

  nearest(marks, px) {
    const { view } = this;
    const i = lowerBound(marks, view.left + px / view.scale, e => view.at(e));
    let best = null;
    for (let k = Math.max(0, i - 6); k < Math.min(marks.length, i + 6); k++) {
      const distance = Math.abs(view.middle(marks[k]) - px);
      if (marks[k].v && distance < 9 && (!best || distance < best.distance)) best = { event: marks[k], distance };
    }
    return best && { event: best.event, bar: null };
  }

  /** The violation whose mark is at a point of the ruler. */
  hitRuler(x) {
    const px = x - this.gutter;
    let best = null;
    for (const violation of this.store.violations) {
      if (!violation.at?.v) continue;
      const distance = Math.abs(this.view.middle(violation.at) - px);
      if (distance < 8 && (!best || distance < best.distance)) best = { violation, distance };
    }
    return best?.violation ?? null;
  }

  /** The timeline as one picture, as it is now. */
  picture() {
    const parts = this.canvases.filter(canvas => canvas.clientHeight > 0);
    const made = document.createElement('canvas');
    made.width = this.lanes.width;
    made.height = parts.reduce((sum, canvas) => sum + canvas.height, 0);
    const g = made.getContext('2d');
    let y = 0;
    for (const canvas of parts) {
      g.drawImage(canvas, 0, y);
      y += canvas.height;
    }
    return made;
  }
}

/** The canvas's context, in pixels of the style sheet, as sharp as the screen. */
function context(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const g = canvas.getContext('2d');
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  return g;
}

