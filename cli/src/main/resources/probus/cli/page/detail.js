// SPDX-License-Identifier: Apache-2.0
// All about what is selected: a violation with its diagnostic, an event with its fields, a rule.

import { showColoured } from './ansi.js';
import { element, number, seconds, taskName } from './format.js';

export class Detail {
  constructor(choose) {
    this.choose = choose;
    this.paper = document.getElementById('detail');
    this.section = this.paper.parentElement;
    this.shown = null;
  }

  clear() {
    this.shown = null;
    this.section.classList.remove('open');
    this.paper.replaceChildren(element('p', 'muted', 'Select an event, a rule or a violation.'));
  }

  head(text, ...badges) {
    const title = element('div', 'title');
    title.append(...badges, element('h2', '', text));
    const close = element('button', 'close', 'Close');
    close.type = 'button';
    close.addEventListener('click', () => this.section.classList.remove('open'));
    title.append(close);
    this.paper.replaceChildren(title);
    this.paper.scrollTop = 0;
    this.section.classList.add('open');
  }

  violation(violation) {
    this.shown = violation;
    this.head(violation.rule, element('span', `badge ${violation.severity}`, violation.severity));
    const where = `${violation.catalog ? `${violation.catalog} · ` : ''}boot ${violation.boot} · event #${number(violation.seq)}`;
    this.paper.querySelector('h2').after(element('span', 'muted', where));
    const steps = element('div', 'steps');
    violation.steps.forEach((step, i) => {
      const button = element('button');
      button.type = 'button';
      button.append(element('b', '', String(i + 1)), `${taskName(step)}: ${step.note || 'involved'}`);
      button.disabled = !step.event;
      button.addEventListener('click', () => this.choose.reveal(step.event));
      steps.append(button);
    });
    this.paper.append(steps);
    const text = element('pre');
    text.id = 'diagnostic';
    showColoured(text, violation.text ?? `${violation.message}\n\nOnly the newest violations are kept in full.`);
    this.paper.append(text);
    this.schedule(violation);
  }

  /** The line that runs the same boot again, which is known when the boot is over. */
  schedule(violation) {
    const schedule = violation.at?.boot?.end?.schedule;
    if (!schedule) return;
    const button = element('button', 'replay', 'Replay this boot');
    button.type = 'button';
    button.addEventListener('click', () => this.choose.replay(schedule));
    this.paper.append(button, element('pre', 'raw', schedule));
  }

  event(event) {
    this.shown = event;
    this.head(event.text, element('span', 'badge', event.kind));
    const facts = element('dl', 'facts');
    this.fact(facts, 'event', `#${number(event.seq)}${event.boot ? ` of boot ${event.boot.number}` : ''}`);
    this.fact(facts, 'time', `${seconds(event.ns)} s`);
    this.fact(facts, 'task', taskName(event) + (event.cpu < 0 ? '' : ` on CPU ${event.cpu}`));
    if (event.inferred) this.fact(facts, 'inferred', 'not recorded itself: other lines prove it');
    this.paper.append(facts);
    for (const violation of event.broken ?? []) {
      const steps = element('div', 'steps');
      const button = element('button', '', `part of ${violation.rule}`);
      button.type = 'button';
      button.addEventListener('click', () => this.choose.violation(violation));
      steps.append(button);
      this.paper.append(steps);
    }
    const more = element('div');
    this.paper.append(more);
    if (event.raw) more.append(element('pre', 'raw', event.raw));
    this.fetch(event, facts, more);
  }

  /** What is not sent with each event. */
  async fetch(event, facts, more) {
    const answer = await fetch(`event?id=${event.id}`).catch(() => null);
    if (this.shown !== event) return;
    if (!answer?.ok) {
      more.append(element('p', 'muted', 'Its fields are no longer kept.'));
      return;
    }
    const all = await answer.json();
    if (this.shown !== event) return;
    for (const [name, value] of all.fields) this.fact(facts, name, value === '' ? '—' : value);
    if (all.file) this.fact(facts, all.file === 'model' ? 'step' : 'read from', all.file === 'model' ? number(all.line) : `${all.file}:${all.line}`);
    this.fact(facts, 'meaning', all.meaning);
    if (all.kernel) this.fact(facts, 'kernel', all.kernel);
    if (all.raw) more.replaceChildren(element('pre', 'raw', all.raw));
  }

  rule(rule, violations) {
    this.shown = rule;
    const verdict = rule.violations > 0 ? 'violated' : rule.verdict;
    this.head(rule.rule, element('span', `badge ${verdict}`, verdict.replace('-', ' ')));
    const facts = element('dl', 'facts');
    this.fact(facts, 'holds if', rule.title);
    if (rule.catalog) this.fact(facts, 'catalogue', rule.catalog);
    this.fact(facts, 'severity', rule.severity);
    this.fact(facts, 'exercised', `${number(rule.checks)} times`);
    this.fact(facts, 'violations', number(rule.violations));
    if (rule.why) this.fact(facts, 'because', rule.why);
    this.fact(facts, 'looks at', rule.kinds.join(', ') || '—');
    this.fact(facts, 'more', `probus explain ${rule.rule}`);
    const steps = element('div', 'steps');
    for (const violation of violations.slice(-30)) {
      const button = element('button', '', `boot ${violation.boot}, event #${number(violation.seq)}`);
      button.type = 'button';
      button.addEventListener('click', () => this.choose.violation(violation));
      steps.append(button);
    }
    const filter = element('button', '', 'Show only its events');
    filter.type = 'button';
    filter.addEventListener('click', () => this.choose.only(rule));
    this.paper.append(facts, filter, steps);
  }

  fact(list, name, value) {
    list.append(element('dt', '', name), element('dd', '', value));
  }
}
