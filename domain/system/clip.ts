// Cuts texts to what fits. One ellipsis shows that something is missing: a text that was cut before, or ends in dots of its
// own, gets no second one.

const DOTS_AT_END = /[\s.…]+$/;
const DOTS_AT_START = /^[\s.…]+/;

/** Cut at whole characters; `most` counts the ellipsis, too. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return goesOn(/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut);
}

/** A text of which the rest is missing. */
export function goesOn(text: string): string {
  return `${text.replace(DOTS_AT_END, '')}…`;
}

/** A text of which the beginning is missing. */
export function wentBefore(text: string): string {
  return `…${text.replace(DOTS_AT_START, '')}`;
}
