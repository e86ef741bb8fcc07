// SPDX-License-Identifier: Apache-2.0
// Text with a terminal's colours as spans. Nothing of the text ever becomes markup.

const CODE = /\x1b\[([\d;]*)m/g;

/** Puts the text into an element. */
export function showColoured(target, text) {
  target.replaceChildren();
  let from = 0;
  let classes = '';
  const put = to => {
    if (to <= from) return;
    const span = document.createElement('span');
    span.className = classes;
    span.textContent = text.slice(from, to);
    target.append(span);
  };
  for (const code of text.matchAll(CODE)) {
    put(code.index);
    from = code.index + code[0].length;
    classes = code[1].split(';').filter(number => number && number !== '0').map(number => `a${number}`).join(' ');
  }
  put(text.length);
}
