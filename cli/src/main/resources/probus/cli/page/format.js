// SPDX-License-Identifier: Apache-2.0
// Numbers and names as people read them.

/** The number with its digits in groups of three. */
export const number = n => Math.round(n).toLocaleString('en-US');

/** A number that only has to be roughly right: 1,234 as 1.2k. */
export function roughly(n) {
  if (n < 10_000) return number(n);
  return n < 1e6 ? `${(n / 1e3).toFixed(n < 1e5 ? 1 : 0)}k` : `${(n / 1e6).toFixed(1)}M`;
}

/** Seconds with microseconds, as the kernel prints them. */
export function seconds(ns) {
  const micros = Math.floor(ns / 1000);
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}

/** A span of time with the unit that fits. */
export function span(ns) {
  if (ns < 1e3) return `${Math.round(ns)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toPrecision(3)} µs`;
  return ns < 1e9 ? `${(ns / 1e6).toPrecision(3)} ms` : `${(ns / 1e9).toPrecision(3)} s`;
}

/** The text, cut to a width in characters. */
export const cut = (text, width) => (text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`);

/** A task as the kernel prints it. */
export const taskName = e => (e.pid < 0 ? 'unknown task' : `${e.task}-${e.pid}`);

/** A line of a trace: the one that was read, or one like it. */
export function traceLine(e) {
  if (e.raw) return e.raw;
  const cpu = e.cpu < 0 ? '' : ` [${String(e.cpu).padStart(3, '0')}]`;
  return `${taskName(e).padStart(24)}${cpu} ${seconds(e.ns)}: ${e.kind}: ${e.text}`;
}

/** An element with text in it; text is never markup. */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The first place of a sorted list, or of a part of it, whose value is at least that. */
export function lowerBound(list, value, of, low = 0, high = list.length) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(list[middle]) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
