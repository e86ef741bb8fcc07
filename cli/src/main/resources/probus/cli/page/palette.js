// SPDX-License-Identifier: Apache-2.0
// The colours of the style sheet for those who draw, and which kind of event has which.

const NAMES = ['panel', 'ground', 'sunk', 'raised', 'line', 'line-soft', 'text', 'muted', 'faint', 'accent', 'accent-soft', 'error', 'error-soft',
  'warning', 'core', 'dma', 'iommu', 'driver', 'lock', 'wait', 'other', 'core-ink', 'dma-ink', 'iommu-ink', 'driver-ink',
  'object-a', 'object-b', 'object-c', 'null', 'freed', 'freed-ink', 'mono', 'sans'];

export const palette = {};

export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  for (const name of NAMES) palette[name] = style.getPropertyValue(`--${name}`).trim();
  palette.label = `11px ${palette.mono}`;
  palette.small = `10px ${palette.mono}`;
}

const GROUPS = [
  [/^(ProbeBegin|ProbeEnd|Bind|Unbind|Defer|Match|AsyncSchedule|DriverRegister|Bus|Dead|Notify)/, 'core'],
  [/^(DmaConfigure|DmaOps|Fwspec|Owner)/, 'dma'],
  [/^(Ops|Xlate|Rk|DmaDev|Node|Hw|Clock|Pm|Irq|Link|DriverProbe|Attach|Detach|Domain|DeviceGroup|Register.*Driver)/, 'driver'],
  [/^(Kernel|EventsLost|SysfsDuplicate|DmaFault)/, 'error'],
  [/^(Alloc|Free|Load|Store|DeviceAtEnd|EndOfTrace)/, 'other'],
];
const known = new Map();

/** The colour of a kind of event, by name. */
export function group(kind) {
  let found = known.get(kind);
  if (!found) {
    found = GROUPS.find(([pattern]) => pattern.test(kind))?.[1] ?? 'iommu';
    known.set(kind, found);
  }
  return found;
}
