// SPDX-License-Identifier: Apache-2.0
// What a device's dev->iommu was, as far as events tell.

export class Strip {
  constructor(device) {
    this.device = device;
    this.parts = [];
    this.objects = new Map();
    this.shown = 0;
  }

  see(e) {
    if (e.kind === 'DevIommuGet') {
      if (e.object === undefined || e.object === 'NULL') return;
      if (e.created && !this.parts.length) this.before(e);
      if (!this.objects.has(e.object)) this.objects.set(e.object, this.objects.size + 1);
      this.set(e, 'object', this.objects.get(e.object), e.object);
    } else if (e.kind === 'DevIommuFree') {
      if (e.object === 'NULL') this.set(e, 'null', 0, '', true);
      else this.set(e, 'freed', this.objects.get(e.object) ?? 0, e.object ?? '');
    }
  }

  /** Who makes an object found none. */
  before(e) {
    this.parts.push({ from: null, to: e, state: 'null', number: 0, object: '', again: false });
  }

  set(e, state, number, object, again = false) {
    const last = this.parts[this.parts.length - 1];
    if (last && !last.to) {
      if (last.state === state && last.object === object && !again) return;
      last.to = e;
    }
    this.parts.push({ from: e, to: null, state, number, object, again });
  }

  /** From here on nothing is known. */
  close(last) {
    const part = this.parts[this.parts.length - 1];
    if (part && !part.to) {
      part.to = last;
      part.cut = true;
    }
    this.objects.clear();
  }

  trim(base) {
    this.parts = this.parts.filter(part => !part.to || part.to.n >= base);
  }
}

/** What to write on a part. */
export function stateWords(part) {
  if (part.state === 'object') return `#${part.number}`;
  if (part.state === 'freed') return part.number ? `#${part.number} freed` : 'freed';
  return part.again ? 'NULL, freed again' : 'NULL';
}
