// SPDX-License-Identifier: Apache-2.0
// All events at a glance, and the strips of the devices.

import { cut } from './format.js';
import { STRIP } from './layout.js';
import { palette as c } from './palette.js';
import { stateWords } from './strip.js';

const LETTER = 6.05;
const HEIGHT = 34;

let known = { key: '', bins: new Uint32Array(0) };

/** How many events there are where: counted anew only when there are others. */
function counted(store, view, width) {
  const { visible } = store;
  const key = [store.instance, store.count, store.base, visible.length, store.refilters, view.axis, width].join();
  if (key === known.key) return known.bins;
  const { min, max } = view;
  const bins = new Uint32Array(Math.ceil(width / 2) + 1);
  const per = bins.length / Math.max(1, max - min);
  // In order each place holds one event; what differs is how much of it is not a lock.
  const step = Math.max(1, Math.floor(visible.length / 60_000));
  for (let i = 0; i < visible.length; i += step) {
    if (view.axis === 'time' || !visible[i].lock) bins[Math.min(bins.length - 1, Math.floor((view.at(visible[i]) - min) * per))]++;
  }
  known = { key, bins };
  return bins;
}

/** How many events there are where, and which part is in sight. */
export function paintOverview(g, store, view, width) {
  g.fillStyle = c.sunk;
  g.fillRect(0, 0, width, HEIGHT);
  const list = store.visible;
  if (!list.length) return;
  const { min, max } = view;
  const bins = counted(store, view, width);
  const most = bins.reduce((a, b) => Math.max(a, b), 1);
  g.fillStyle = c.other;
  bins.forEach((count, i) => {
    if (!count) return;
    const height = 4 + Math.sqrt(count / most) * (HEIGHT - 12);
    g.fillRect(i * 2, HEIGHT - height, 1.5, height);
  });
  const x = value => ((value - min) / Math.max(1, max - min)) * width;
  // Weaknesses that a kernel is known to have may be everywhere; what is an error stands out.
  for (const severity of ['warning', 'error']) {
    g.fillStyle = c[severity];
    for (const violation of store.violations) {
      if (!violation.at?.v || violation.at.n < store.base || (violation.severity === 'error') !== (severity === 'error')) continue;
      g.fillRect(x(view.at(violation.at)) - 1, 0, 2, severity === 'error' ? HEIGHT : 5);
    }
  }
  const from = Math.max(0, x(view.left));
  const to = Math.min(width, x(view.right));
  g.fillStyle = c.accent;
  g.globalAlpha = 0.14;
  g.fillRect(from, 0, Math.max(2, to - from), HEIGHT);
  g.globalAlpha = 1;
  g.strokeStyle = c.accent;
  g.strokeRect(from + 0.5, 0.5, Math.max(3, to - from - 1), HEIGHT - 1);
}

/** The strips that are shown: the device of the selected violation first, then as they became known. */
export function stripsShown(store, violation) {
  const { device } = store.filter;
  const about = violation?.at?.dev;
  return [...store.strips.values()].filter(strip => strip.parts.length && (!device || strip.device === device))
    .sort((a, b) => Number(b.device === about) - Number(a.device === about));
}

/** The state of dev->iommu of each device. */
export function paintStrips(g, strips, view, gutter, y, height) {
  g.fillStyle = c.panel;
  g.fillRect(0, 0, gutter + view.width, height);
  strips.forEach((strip, i) => {
    const top = i * STRIP - y;
    if (top < -STRIP || top > height) return;
    g.save();
    g.beginPath();
    g.rect(gutter, 0, view.width, height);
    g.clip();
    g.translate(gutter, top);
    for (const part of strip.parts) paintPart(g, part, view);
    g.restore();
    g.font = c.small;
    g.textBaseline = 'middle';
    g.fillStyle = c.muted;
    g.fillText(cut(strip.device, Math.floor((gutter - 16) / LETTER)), 10, top + STRIP / 2 + 1);
  });
  g.fillStyle = c.line;
  g.fillRect(gutter - 1, 0, 1, height);
}

function paintPart(g, part, view) {
  const from = view.px(view.from(part));
  const to = view.px(part.to && !part.cut ? view.at(part.to) : view.to(part));
  if (to < 0 || from > view.width) return;
  const x = Math.max(from, -2);
  const width = Math.max(1, Math.min(to, view.width + 2) - x - 1);
  const colour = part.state === 'object' ? ['object-c', 'object-a', 'object-b'][part.number % 3] : part.again ? 'error' : part.state;
  const object = part.state === 'object';
  g.fillStyle = c[colour];
  g.fillRect(x, object ? 3 : 13, width, object ? 13 : 3);
  const room = Math.floor((Math.min(to, view.width) - Math.max(from, 0) - 8) / LETTER);
  const words = stateWords(part);
  if (part.state === 'null' && !part.again || room < 2) return;
  g.font = c.small;
  g.textBaseline = 'middle';
  g.fillStyle = object ? '#fff' : part.again ? c.error : c['freed-ink'];
  if (object || room >= words.length) {
    g.fillText(cut(object && room > words.length + 16 ? `${words} ${part.object}` : words, room), Math.max(from, 0) + 4, object ? 10 : 7);
  }
}
