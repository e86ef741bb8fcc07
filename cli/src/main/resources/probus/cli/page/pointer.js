// SPDX-License-Identifier: Apache-2.0
// Mouse, wheel and fingers on the timeline.

import { element, number, seconds, taskName } from './format.js';
import { RULER } from './layout.js';

const CLICK = 5;

export class Pointer {
  constructor(timeline, choose) {
    this.timeline = timeline;
    this.choose = choose;
    this.down = new Map();
    this.tip = document.getElementById('tip');
    for (const canvas of [timeline.lanes, timeline.strips]) {
      canvas.addEventListener('pointerdown', e => this.press(canvas, e));
      canvas.addEventListener('pointermove', e => this.move(canvas, e));
      canvas.addEventListener('pointerup', e => this.release(canvas, e));
      canvas.addEventListener('pointercancel', e => this.down.delete(e.pointerId));
      canvas.addEventListener('pointerleave', () => (this.tip.hidden = true));
      canvas.addEventListener('wheel', e => this.wheel(canvas, e), { passive: false });
    }
    const jump = e => e.buttons && this.overview(e);
    timeline.overview.addEventListener('pointerdown', e => {
      timeline.overview.setPointerCapture(e.pointerId);
      jump(e);
    });
    timeline.overview.addEventListener('pointermove', jump);
  }

  press(canvas, e) {
    canvas.setPointerCapture(e.pointerId);
    this.down.set(e.pointerId, { x: e.offsetX, y: e.offsetY, startX: e.offsetX, startY: e.offsetY });
    this.tip.hidden = true;
  }

  move(canvas, e) {
    const finger = this.down.get(e.pointerId);
    if (!finger) {
      this.hover(canvas, e);
      return;
    }
    const { timeline } = this;
    if (this.down.size === 2) {
      this.pinch(e, finger);
    } else if (finger.dragged || Math.hypot(e.offsetX - finger.startX, e.offsetY - finger.startY) > CLICK) {
      finger.dragged = true;
      timeline.lanes.classList.add('dragging');
      timeline.view.pan(e.offsetX - finger.x);
      if (canvas === timeline.lanes) timeline.scroll -= e.offsetY - finger.y;
      else timeline.stripScroll -= e.offsetY - finger.y;
      this.moved();
    } else {
      return;
    }
    finger.x = e.offsetX;
    finger.y = e.offsetY;
  }

  pinch(e, finger) {
    const other = [...this.down].find(([id]) => id !== e.pointerId)[1];
    const before = Math.abs(finger.x - other.x);
    const now = Math.abs(e.offsetX - other.x);
    finger.dragged = true;
    other.dragged = true;
    if (before > 8 && now > 8) {
      this.timeline.view.zoom(now / before, (e.offsetX + other.x) / 2 - this.timeline.gutter);
      this.moved();
    }
  }

  release(canvas, e) {
    const finger = this.down.get(e.pointerId);
    this.down.delete(e.pointerId);
    this.timeline.lanes.classList.remove('dragging');
    if (!finger || finger.dragged || canvas !== this.timeline.lanes) return;
    if (e.offsetY < RULER) this.choose.violation(this.timeline.hitRuler(e.offsetX));
    else this.choose.event(this.timeline.hit(e.offsetX, e.offsetY)?.event ?? null);
  }

  wheel(canvas, e) {
    e.preventDefault();
    const { timeline } = this;
    const unit = e.deltaMode === 1 ? 16 : 1;
    const across = e.shiftKey ? e.deltaX || e.deltaY : e.deltaX;
    const overflows = canvas === timeline.strips || timeline.total > timeline.lanes.clientHeight - RULER;
    if (e.ctrlKey || e.metaKey || (!across && !overflows)) {
      timeline.view.zoom(Math.exp(-e.deltaY * unit * 0.0022), e.offsetX - timeline.gutter);
    } else if (Math.abs(across) > Math.abs(e.shiftKey ? 0 : e.deltaY)) {
      timeline.view.pan(-across * unit);
    } else if (canvas === timeline.strips) {
      timeline.stripScroll += e.deltaY * unit;
    } else {
      timeline.scroll += e.deltaY * unit;
    }
    this.moved();
  }

  overview(e) {
    const { view, overview } = this.timeline;
    const at = view.min + (e.offsetX / overview.clientWidth) * (view.max - view.min);
    view.follow = false;
    view.left = at - view.width / view.scale / 2;
    view.settle();
    this.moved();
  }

  moved() {
    this.choose.moved();
    this.timeline.redraw();
  }

  hover(canvas, e) {
    const found = canvas === this.timeline.lanes ? this.timeline.hit(e.offsetX, e.offsetY) : null;
    this.timeline.lanes.style.cursor = found ? 'pointer' : 'default';
    if (!found) {
      this.tip.hidden = true;
      return;
    }
    const { event, bar } = found;
    this.tip.replaceChildren(element('b', '', bar ? bar.text : event.text));
    const where = event.line ? ` · line ${number(event.line)}` : '';
    this.tip.append(element('span', '', `${bar?.lock ? (bar.wait ? 'waits · ' : 'held · ') : ''}${taskName(event)} · #${number(event.seq)} · ${seconds(event.ns)}${where}`));
    this.tip.hidden = false;
    const box = this.timeline.section.getBoundingClientRect();
    const x = Math.min(e.clientX - box.left + 14, box.width - this.tip.offsetWidth - 6);
    const below = e.clientY - box.top + 18;
    const y = below + this.tip.offsetHeight > box.height ? below - this.tip.offsetHeight - 30 : below;
    this.tip.style.transform = `translate(${Math.max(4, x)}px, ${Math.max(2, y)}px)`;
  }
}
