// SPDX-License-Identifier: Apache-2.0
// Puts the page together.

import { Detail } from './detail.js';
import { Export } from './export.js';
import { Filters } from './filters.js';
import { EventList, neighbour } from './events.js';
import { RuleList, ViolationList } from './lists.js';
import { Model } from './model.js';
import { Pointer } from './pointer.js';
import { Store } from './store.js';
import { Stream } from './stream.js';
import { Timeline } from './timeline.js';
import { View } from './view.js';
import { bindKeys } from './keys.js';
import { gravest, showCounts, showStatus } from './header.js';

const byId = id => document.getElementById(id);
const TABS = ['rules', 'violations', 'events'];

export const store = new Store();
export const view = new View(store);
export const timeline = new Timeline(store, view);
let looked = false;
let later;

const choose = {
  event(event, from = 'list') {
    if (event) looked = true;
    timeline.state.selected = event;
    if (!event) choose.nothing();
    else detail.event(event);
    events.select(event);
    if (event && from !== 'lanes') choose.scrollTo(event);
    timeline.redraw();
  },
  violation(violation, show = true) {
    if (!violation) return;
    looked ||= show;
    timeline.state.violation = violation;
    timeline.state.selected = null;
    detail.violation(violation);
    violations.show(violation);
    if (show) choose.story(violation);
    timeline.redraw();
  },
  /** The whole of a violation, as large as it fits. */
  story(violation) {
    const places = violation.steps.map(step => step.event).filter(event => event?.v).map(event => view.at(event));
    if (places.length) view.fit(Math.min(...places) - (view.axis === 'order' ? 3 : 0), Math.max(...places) + (view.axis === 'order' ? 4 : 0), 36);
    timeline.scroll = 0;
    choose.moved();
  },
  rule(rule) {
    detail.rule(rule, store.violations.filter(violation => violation.rule === rule.rule));
  },
  only(rule) {
    filters.set('rule', rule.rule);
  },
  reveal(event) {
    timeline.state.selected = event;
    events.select(event);
    choose.scrollTo(event);
    timeline.redraw();
  },
  scrollTo(event) {
    view.reveal(event);
    timeline.showLane(event.lane);
    choose.moved();
  },
  /** Runs the boot again, if somebody may. */
  replay: schedule => model.replay(schedule),
  nothing() {
    timeline.state.selected = null;
    timeline.state.violation = null;
    detail.clear();
    violations.show(null);
    timeline.redraw();
  },
  moved() {
    byId('follow').setAttribute('aria-pressed', String(view.follow));
  },
};

function say(text, error = false) {
  byId('notice').textContent = text;
  byId('notice').hidden = !text;
  byId('notice').classList.toggle('error', error);
}

const detail = new Detail(choose);
const rules = new RuleList(choose);
const violations = new ViolationList(store, choose);
const events = new EventList(store, choose);
const filters = new Filters(store);
export const model = new Model(say);
const files = new Export(store, timeline, say);
new Pointer(timeline, { ...choose, event: event => choose.event(event, 'lanes') });
detail.clear();

store.listeners.push(broken => {
  view.settle();
  timeline.redraw();
  events.show(view.follow);
  showCounts(store, gravest(rules.rules));
  if (store.ended?.error) say(store.ended.error, true);
  byId('kernel').textContent = store.kernel;
  byId('kernel').hidden = !store.kernel;
  if (!broken.length) return;
  const newest = broken[broken.length - 1];
  if (model.wantsViolation) {
    model.wantsViolation = false;
    tab('violations');
    choose.violation(newest);
  } else if (!looked && timeline.state.violation?.severity !== 'error') {
    const grave = broken.find(violation => violation.severity === 'error');
    if (grave || !timeline.state.violation) choose.violation(grave ?? broken[0], false);
  }
  later ??= setTimeout(() => {
    later = undefined;
    violations.show(timeline.state.violation);
  }, 300);
});

export const stream = new Stream(store, {
  hello: hello => model.hello(hello),
  choices: choices => (model.choices = choices),
  rules: all => {
    rules.show(all);
    filters.offer(all);
  },
  status: status => {
    model.show(status);
    filters.offer();
    showStatus(status.over && status.phase !== 'ended' ? { ...status, phase: 'replayed' } : status, store, gravest(rules.rules));
  },
  offline: () => {
    byId('phase').textContent = 'no connection';
    byId('phase').className = 'phase offline';
  },
});

function tab(wanted) {
  for (const name of TABS) {
    byId(name).hidden = name !== wanted;
    byId(`tab-${name}`).setAttribute('aria-selected', String(name === wanted));
    byId(`tab-${name}`).tabIndex = name === wanted ? 0 : -1;
  }
  violations.show(timeline.state.violation);
  events.select(timeline.state.selected);
}

TABS.forEach((name, i) => {
  byId(`tab-${name}`).addEventListener('click', () => tab(name));
  byId(`tab-${name}`).addEventListener('keydown', e => {
    const by = { ArrowRight: 1, ArrowLeft: TABS.length - 1 }[e.key];
    if (!by) return;
    e.stopPropagation();
    tab(TABS[(i + by) % TABS.length]);
    byId(`tab-${TABS[(i + by) % TABS.length]}`).focus();
  });
});
tab('rules');

function axis(wanted) {
  view.turn(wanted);
  for (const name of ['order', 'time']) byId(`axis-${name}`).setAttribute('aria-checked', String(view.axis === name));
  timeline.redraw();
}

function zoom(factor) {
  view.zoom(factor);
  timeline.redraw();
}

function fit() {
  view.fit(view.min, view.max);
  choose.moved();
  timeline.redraw();
}

function follow() {
  view.follow = !view.follow;
  view.settle();
  choose.moved();
  events.show(view.follow);
  timeline.redraw();
}

function pan(share) {
  view.pan(share * view.width);
  choose.moved();
  timeline.redraw();
}

function nextStory(by) {
  const all = store.violations;
  if (all.length) choose.violation(neighbour(all, timeline.state.violation, by));
}

/** Goes to an event by its number, or by the line in which it was read. */
function jump() {
  const text = byId('jump-to').value.trim();
  const wanted = Number(text.replace(/^(?::|line\s*|#)/i, '').replaceAll(',', ''));
  const byLine = /^(?::|line)/i.test(text);
  const event = byLine ? store.line(wanted) : store.find(0, wanted);
  if (!event) say(text ? `There is no event ${byLine ? 'in line' : 'number'} ${wanted || text} on this page.` : '');
  else if (!event.v) say('That event is hidden by the filters.');
  else {
    say('');
    choose.event(event);
  }
}

function turnTheme(theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark') {
  document.documentElement.dataset.theme = theme;
  timeline.redraw(true);
}

const dark = matchMedia('(prefers-color-scheme: dark)');
turnTheme(localStorage.getItem('theme') ?? (dark.matches ? 'dark' : 'light'));
dark.addEventListener('change', () => localStorage.getItem('theme') ?? turnTheme(dark.matches ? 'dark' : 'light'));

function keepTheme() {
  turnTheme();
  localStorage.setItem('theme', document.documentElement.dataset.theme);
}

const clicks = {
  theme: keepTheme, help: () => byId('help-dialog').showModal(), fit, follow,
  'zoom-in': () => zoom(1.5), 'zoom-out': () => zoom(1 / 1.5), 'axis-order': () => axis('order'), 'axis-time': () => axis('time'),
};
for (const [id, action] of Object.entries(clicks)) byId(id).addEventListener('click', () => action());
byId('jump').addEventListener('submit', e => {
  e.preventDefault();
  jump();
});

const step = by => choose.event(neighbour(store.visible, timeline.state.selected, by));
const paced = action => () => !byId('model').hidden && model.token && action();
bindKeys([
  [[' '], 'run or pause the model', paced(() => model.toggle())],
  [['.'], 'one event', paced(() => model.pace('step'))],
  [['v'], 'run to the next violation', paced(() => model.nextViolation())],
  [['m'], 'choose what the model shows', () => model.choose()],
  [['ArrowRight', 'ArrowLeft'], 'next or previous event', () => {}],
  [[']', '['], 'next or previous violation', () => {}],
  [['w', 's'], 'zoom in, out', () => {}],
  [['a', 'd'], 'move left, right', () => {}],
  [['0'], 'show everything', fit],
  [['f'], 'follow the newest event', follow],
  [['o'], 'axis: order or time', () => axis(view.axis === 'order' ? 'time' : 'order')],
  [['g'], 'go to an event, by number or line', () => byId('jump-to').focus()],
  [['/'], 'filter by text', () => byId('filter-text').focus()],
  [['x'], 'clear the filters', () => filters.clear()],
  [['e'], 'export what is shown', () => files.open()],
  [['t'], 'light or dark', keepTheme],
  [['Escape'], 'select nothing', () => choose.nothing()],
  [['?'], 'this page', () => byId('help-dialog').showModal()],
], {
  ArrowRight: () => step(1), ArrowLeft: () => step(-1), ']': () => nextStory(1), '[': () => nextStory(-1),
  w: () => zoom(1.5), s: () => zoom(1 / 1.5), a: () => pan(0.25), d: () => pan(-0.25),
});
