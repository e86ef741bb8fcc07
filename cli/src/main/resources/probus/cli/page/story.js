// SPDX-License-Identifier: Apache-2.0
// Draws a violation over the lanes: the events involved, in order, joined across tasks.

import { cut } from './format.js';
import { RULER, heightOf } from './layout.js';
import { palette as c } from './palette.js';

const LETTER = 6.05;

/** Joins the events of the selected violation. */
export function paintStory(g, violation, places, view, gutter, y, height) {
  const points = [];
  for (const step of violation.steps) {
    const place = step.event && places.find(one => one.lane === step.event.lane);
    if (!place || !step.event.v) continue;
    const x = step.event.role === 'end' && view.axis === 'order' ? view.px(step.event.x + 1) - 1 : view.middle(step.event);
    points.push({ x: gutter + x, y: heightOf(step.event, place) - y + RULER, note: step.note, last: step.event === violation.at });
  }
  const tone = violation.severity === 'error' ? c.error : c.warning;
  g.save();
  g.beginPath();
  g.rect(gutter, RULER, view.width, height - RULER);
  g.clip();
  g.strokeStyle = tone;
  line(g, points, violation.at && gutter + view.middle(violation.at), height);
  points.forEach((point, i) => dot(g, point, i + 1, tone));
  const inSight = points.filter(point => point.x > gutter - 6 && point.x < gutter + view.width + 6);
  notes(g, inSight, gutter, view.width, height, tone);
  g.restore();
}

function line(g, points, at, height) {
  if (at !== null && at !== undefined && points.length) {
    g.globalAlpha = 0.35;
    g.lineWidth = 1;
    g.setLineDash([3, 3]);
    g.beginPath();
    g.moveTo(at, RULER);
    g.lineTo(at, height);
    g.stroke();
    g.setLineDash([]);
    g.globalAlpha = 1;
  }
  g.lineWidth = 1.6;
  g.beginPath();
  points.forEach((point, i) => {
    if (!i) {
      g.moveTo(point.x, point.y);
      return;
    }
    const before = points[i - 1];
    const bend = Math.max(18, Math.abs(point.x - before.x) / 2);
    g.bezierCurveTo(before.x + bend, before.y, point.x - bend, point.y, point.x, point.y);
  });
  g.stroke();
}

function dot(g, point, n, tone) {
  g.fillStyle = point.last ? tone : c.panel;
  g.strokeStyle = tone;
  g.lineWidth = 1.8;
  g.beginPath();
  g.arc(point.x, point.y, 7, 0, 7);
  g.fill();
  g.stroke();
  g.font = `600 9.5px ${c.sans}`;
  g.textAlign = 'center';
  g.textBaseline = 'middle';
  g.fillStyle = point.last ? c.panel : tone;
  g.fillText(String(n), point.x, point.y + 0.5);
  g.textAlign = 'left';
}

/** What each event did, beside it where nothing else of the story is. */
function notes(g, points, gutter, width, height, tone) {
  const taken = [];
  g.font = c.small;
  for (const point of points) {
    const text = cut(point.note, Math.min(44, Math.floor((width - 30) / LETTER)));
    const room = text.length * LETTER + 12;
    let x = point.x + 12;
    if (x + room > gutter + width) x = point.x - 12 - room;
    x = Math.max(gutter + 2, x);
    const free = [0, 19, -19, 38, -38].map(shift => point.y - 8 + shift)
      .find(top => top > RULER && top + 16 < height && !taken.some(box => x < box.x + box.w && box.x < x + room && Math.abs(box.y - top) < 17));
    if (free === undefined) continue;
    taken.push({ x, y: free, w: room });
    g.fillStyle = c.panel;
    g.strokeStyle = tone;
    g.globalAlpha = 0.94;
    g.lineWidth = 1;
    g.beginPath();
    g.roundRect(x, free, room, 16, 4);
    g.fill();
    g.globalAlpha = 0.5;
    g.stroke();
    g.globalAlpha = 1;
    g.fillStyle = tone;
    g.textBaseline = 'middle';
    g.fillText(text, x + 6, free + 8.5);
  }
}

/** A mark on the ruler for each violation in sight. */
export function paintViolations(g, store, view, gutter, selected) {
  let busy = -1;
  for (const violation of store.violations) {
    if (!violation.at || !violation.at.v) continue;
    const x = view.middle(violation.at);
    if (x < 0 || x > view.width || (x < busy && violation !== selected)) continue;
    g.fillStyle = violation.severity === 'error' ? c.error : c.warning;
    g.beginPath();
    g.moveTo(gutter + x - 5, RULER - 9);
    g.lineTo(gutter + x + 5, RULER - 9);
    g.lineTo(gutter + x, RULER - 1);
    g.fill();
    busy = x + 4;
  }
}
