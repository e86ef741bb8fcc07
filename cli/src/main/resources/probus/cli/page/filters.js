// SPDX-License-Identifier: Apache-2.0
// Which events are shown.

const byId = id => document.getElementById(id);
const FIELDS = ['device', 'task', 'rule', 'text'];

export class Filters {
  constructor(store) {
    this.store = store;
    this.rules = [];
    this.known = '';
    for (const field of FIELDS) byId(`filter-${field}`).addEventListener(field === 'text' ? 'input' : 'change', () => this.apply());
    byId('filter-none').addEventListener('click', () => this.clear());
  }

  get active() {
    return FIELDS.some(field => this.store.filter[field]);
  }

  /** Offers what there is to choose from. */
  offer(rules = this.rules) {
    this.rules = rules;
    const devices = [...this.store.devices].sort();
    const lanes = [...this.store.lanes.values()].slice(0, 500);
    const tasks = lanes.map(lane => [String(lane.pid), lane.pid < 0 ? 'unknown task' : `${lane.name}-${lane.pid}`]);
    const known = JSON.stringify([devices, tasks, rules.map(rule => rule.rule)]);
    if (known === this.known || document.activeElement?.matches('.filters select')) return;
    this.known = known;
    fill('device', 'all devices', devices.map(device => [device, device]));
    fill('task', 'all tasks', tasks);
    fill('rule', 'all rules', rules.map(rule => [rule.rule, rule.rule]));
  }

  apply() {
    const { filter } = this.store;
    for (const field of FIELDS) {
      const input = byId(`filter-${field}`);
      filter[field] = field === 'text' ? input.value.trim().toLowerCase() : input.value;
      input.classList.toggle('set', filter[field] !== '');
    }
    filter.kinds = new Set(this.rules.find(rule => rule.rule === filter.rule)?.kinds ?? []);
    byId('filter-none').hidden = !this.active;
    this.store.refilter();
  }

  set(field, value) {
    byId(`filter-${field}`).value = value;
    this.apply();
  }

  clear() {
    for (const field of FIELDS) byId(`filter-${field}`).value = '';
    this.apply();
  }
}

function fill(field, all, values) {
  const select = byId(`filter-${field}`);
  const chosen = select.value;
  select.replaceChildren(new Option(all, ''), ...values.map(([value, text]) => new Option(text, value)));
  select.value = values.some(([value]) => value === chosen) ? chosen : '';
}
