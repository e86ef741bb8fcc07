// SPDX-License-Identifier: Apache-2.0
// Which part of all events is on the screen. The axis counts events, since traces come in bursts, or is time.

import { lowerBound } from './format.js';

const WIDEST = 160;

export class View {
  constructor(store) {
    this.store = store;
    this.axis = 'order';
    this.left = 0;
    this.scale = 9;
    this.width = 600;
    this.follow = true;
  }

  at(e) {
    return this.axis === 'order' ? e.x : e.t;
  }

  /** Where a bar begins and ends; what is open goes on. */
  from(bar) {
    return bar.from ? this.at(bar.from) : this.min;
  }

  to(bar) {
    const end = bar.to ?? this.store.last;
    return this.axis === 'order' ? end.x + (end.v ? 1 : 0) : end.t;
  }

  px(value) {
    return (value - this.left) * this.scale;
  }

  /** The middle of an event's own place. */
  middle(e) {
    return this.px(this.at(e)) + (this.axis === 'order' ? this.scale / 2 : 0);
  }

  get min() {
    const first = this.store.visible[0];
    return first ? this.at(first) : 0;
  }

  get max() {
    const last = this.store.visible[this.store.visible.length - 1];
    return last ? this.at(last) + (this.axis === 'order' ? 1 : 0) : 1;
  }

  get right() {
    return this.left + this.width / this.scale;
  }

  /** The visible events between two pixels, as positions in the list of the visible. */
  range(from = 0, to = this.width) {
    const list = this.store.visible;
    const of = e => this.at(e);
    return [
      lowerBound(list, this.left + from / this.scale - (this.axis === 'order' ? 1 : 0), of),
      lowerBound(list, this.left + to / this.scale, of),
    ];
  }

  /** Keeps the end in sight. */
  settle() {
    const room = this.width / this.scale;
    const { min, max } = this;
    if (this.follow) this.left = Math.max(min, max - room * 0.97);
    const slack = room * 0.5;
    this.left = Math.min(Math.max(this.left, min - slack), Math.max(min, max - room + slack));
  }

  pan(px) {
    this.left -= px / this.scale;
    if (px) this.follow = false;
    this.settle();
  }

  zoom(factor, px = this.width / 2) {
    const at = this.left + px / this.scale;
    const least = this.width / Math.max(1, this.max - this.min) * 0.8;
    const most = this.axis === 'order' ? WIDEST : 1;
    this.scale = Math.min(most, Math.max(Math.min(least, most), this.scale * factor));
    if (!this.follow) this.left = at - px / this.scale;
    this.settle();
  }

  fit(from = this.min, to = this.max, widest = 40) {
    const room = Math.max(to - from, this.axis === 'order' ? 4 : 1000);
    const most = this.axis === 'order' ? widest : 1;
    this.scale = Math.min(most, this.width / room * 0.92);
    this.left = from - (this.width / this.scale - room) / 2;
    this.follow = false;
    this.settle();
  }

  /** Shows an event without changing the scale more than needed. */
  reveal(e) {
    const x = this.middle(e);
    if (x < 40 || x > this.width - 60) {
      this.left = this.at(e) - this.width / this.scale / 2;
      this.follow = false;
      this.settle();
    }
  }

  turn(axis) {
    if (axis === this.axis) return;
    const [low, high] = this.range();
    const list = this.store.visible;
    const first = list[low];
    const last = list[Math.max(low, high - 1)];
    this.axis = axis;
    const follow = this.follow;
    if (first && last) this.fit(this.at(first), this.at(last), WIDEST);
    this.follow = follow;
    this.settle();
  }
}
