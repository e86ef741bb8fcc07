// SPDX-License-Identifier: Apache-2.0
// What only the model can be told: its pace, and what it shows.

import { element, roughly } from './format.js';

const SPEEDS = [1, 5, 20, 50, 200, 1_000, 5_000, 20_000, 100_000, 0];
const byId = id => document.getElementById(id);

export class Model {
  constructor(say) {
    this.say = say;
    this.status = { paused: false, speed: 0, phase: 'running' };
    this.plan = null;
    this.dialog = byId('choose-dialog');
    this.form = byId('choose-form');
    byId('run').addEventListener('click', () => this.toggle());
    byId('step').addEventListener('click', () => this.pace('step'));
    byId('next').addEventListener('click', () => this.nextViolation());
    byId('speed').addEventListener('input', () => this.speedWords(SPEEDS[byId('speed').value]));
    byId('speed').addEventListener('change', () => this.pace('speed', { speed: SPEEDS[byId('speed').value] }));
    byId('choose').addEventListener('click', () => this.choose());
    byId('choose-cancel').addEventListener('click', () => this.dialog.close());
    this.form.addEventListener('submit', e => this.submit(e));
  }

  get token() {
    return decodeURIComponent(location.hash.slice(1));
  }

  hello(hello) {
    byId('model').hidden = !hello.pace;
    byId('choose').hidden = !hello.model;
    const may = this.token !== '';
    for (const id of ['run', 'step', 'next', 'speed', 'choose']) byId(id).disabled = !may;
    if (!may && hello.pace) this.say('You can look on. To change anything open the address that was printed at start, with all that stands behind #.');
  }

  show(status) {
    this.status = status;
    this.plan = status.plan;
    byId('run').textContent = status.paused ? 'Run' : 'Pause';
    byId('run').disabled = this.token === '' || status.phase === 'ended';
    if (document.activeElement !== byId('speed')) {
      const i = SPEEDS.findIndex(speed => speed >= status.speed);
      byId('speed').value = status.speed === 0 || i < 0 ? SPEEDS.length - 1 : i;
      this.speedWords(status.speed);
    }
    if (!status.plan) return;
    const { kernel, board, async, inject, strategy, seed, replay } = status.plan;
    const parts = [kernel, board, ...async.map(driver => `async ${driver}`), ...inject.map(fault => `fails: ${fault}`)];
    byId('plan').textContent = [...parts, replay ? 'one schedule' : `${strategy}, seed ${seed}`].join(' · ');
    byId('plan').title = replay || byId('plan').textContent;
  }

  speedWords(speed) {
    byId('speed-words').textContent = speed === 0 ? 'no limit' : `${roughly(speed)}/s`;
  }

  toggle() {
    return this.pace(this.status.paused ? 'run' : 'pause');
  }

  nextViolation() {
    this.wantsViolation = true;
    return this.pace('violation');
  }

  pace(action, more = {}) {
    return this.post('pace', new URLSearchParams({ action, ...more }));
  }

  /** Asks the server; what it refuses is told. */
  async post(path, body) {
    const answer = await fetch(path, { method: 'POST', headers: { 'Probus-Token': this.token }, body }).catch(() => null);
    if (answer?.ok) {
      this.say('');
      return '';
    }
    const problem = answer ? await answer.text() : 'The monitor does not answer.';
    this.say(problem, true);
    return problem;
  }

  choose() {
    if (!this.choices || !this.plan || this.token === '') return;
    const { form, plan, choices } = this;
    options(form.elements.kernel, choices.kernels, plan.kernel);
    options(form.elements.board, choices.boards, plan.board);
    form.elements.strategy.value = plan.strategy;
    form.elements.seed.value = plan.seed;
    form.elements.replay.value = plan.replay;
    byId('strategies').replaceChildren(...choices.strategies.map(word => new Option(word)));
    checks(byId('choose-async'), 'async', choices.drivers, plan.async);
    checks(byId('choose-inject'), 'inject', choices.faults, plan.inject);
    byId('choose-problem').textContent = '';
    this.dialog.showModal();
  }

  /** Shows one boot again. */
  replay(schedule) {
    const { async, inject, ...rest } = this.plan;
    const form = new URLSearchParams({ ...rest, replay: schedule });
    async.forEach(driver => form.append('async', driver));
    inject.forEach(fault => form.append('inject', fault));
    return this.post('model', form);
  }

  async submit(e) {
    e.preventDefault();
    const problem = await this.post('model', new URLSearchParams(new FormData(this.form)));
    byId('choose-problem').textContent = problem;
    if (problem) this.say('');
    else this.dialog.close();
  }
}

function options(select, values, chosen) {
  const all = values.includes(chosen) ? values : [chosen, ...values];
  select.replaceChildren(...all.map(value => new Option(value, value, false, value === chosen)));
}

function checks(target, name, values, chosen) {
  const all = [...new Set([...values, ...chosen])];
  target.replaceChildren(...all.map(value => {
    const label = element('label');
    const box = element('input');
    Object.assign(box, { type: 'checkbox', name, value, checked: chosen.includes(value) });
    label.append(box, value);
    return label;
  }));
  if (!all.length) target.append(element('span', 'muted', 'none on this board'));
}
