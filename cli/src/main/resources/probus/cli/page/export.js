// SPDX-License-Identifier: Apache-2.0
// What is shown, as a file.

import { number, traceLine } from './format.js';

const byId = id => document.getElementById(id);

export class Export {
  constructor(store, timeline, say) {
    Object.assign(this, { store, timeline, say });
    this.dialog = byId('export-dialog');
    byId('export').addEventListener('click', () => this.open());
    byId('export-trace').addEventListener('click', () => this.trace());
    byId('export-json').addEventListener('click', () => this.json());
    byId('export-picture').addEventListener('click', () => this.picture());
  }

  open() {
    byId('export-words').textContent = `${number(this.store.visible.length)} events that the filters leave.`;
    this.dialog.showModal();
  }

  trace() {
    const lines = this.store.visible.map(traceLine);
    save('probus.trace', new Blob([lines.join('\n'), '\n'], { type: 'text/plain' }));
    this.dialog.close();
  }

  async json() {
    const answer = await fetch('export', { method: 'POST', body: ranges(this.store.visible.map(e => e.id)) }).catch(() => null);
    if (answer?.ok) save('probus.jsonl', await answer.blob());
    else this.say('The events could not be exported.', true);
    this.dialog.close();
  }

  picture() {
    this.timeline.picture().toBlob(blob => save('probus.png', blob), 'image/png');
    this.dialog.close();
  }
}

/** Numbers in order as ranges: 1-40,44. */
export function ranges(ids) {
  const parts = [];
  for (let i = 0; i < ids.length;) {
    let last = i;
    while (last + 1 < ids.length && ids[last + 1] === ids[last] + 1) last++;
    parts.push(last === i ? `${ids[i]}` : `${ids[i]}-${ids[last]}`);
    i = last + 1;
  }
  return parts.join(',');
}

function save(name, blob) {
  const link = document.createElement('a');
  link.download = name;
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
