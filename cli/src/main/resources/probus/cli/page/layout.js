// SPDX-License-Identifier: Apache-2.0
// Where each lane is, from top to bottom.

export const RULER = 22;
export const MARKS = 18;
export const BAR = 16;
export const LOCK = 6;
export const STRIP = 19;
const PAD = 5;

/** The lanes that are shown, those of the selected violation first and side by side. */
export function layOut(store, pinned) {
  const lanes = [...store.lanes.values()].filter(lane => lane.shown > 0);
  const rank = lane => (pinned.has(lane.pid) ? 0 : 1);
  lanes.sort((a, b) => rank(a) - rank(b));
  let y = 0;
  return lanes.map(lane => {
    const place = { lane, y, pinned: pinned.has(lane.pid), marks: y + PAD };
    place.bars = place.marks + MARKS;
    place.locks = place.bars + lane.rows.length * BAR + (lane.locks.length ? 3 : 0);
    place.height = place.locks + lane.locks.length * LOCK + PAD - y;
    y += place.height;
    place.bottom = y;
    return place;
  });
}

/** Where an event is in its lane, from the lane's top. */
export function heightOf(e, place) {
  if ((e.role === 'begin' || e.role === 'end') && e.bar) return place.bars + e.bar.depth * BAR + BAR / 2;
  if (e.role === 'lock' && e.bar) return place.locks + e.bar.row * LOCK + LOCK / 2;
  return place.marks + MARKS / 2;
}
