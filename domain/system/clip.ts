// Cuts texts to what fits. One ellipsis shows that something is missing: a text that was cut before, or ends in dots of its
// own, gets no second one.

const DOTS_AT_END = /[\s.…]+$/;
const DOTS_AT_START = /^[\s.…]+/;

/** A cut at a word that would leave less than this share is made within it. */
const LEAST_KEPT = 0.5;

/** Cut at whole characters; `most` counts the ellipsis, too. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return goesOn(/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut);
}

/** As `clip`, at the end of a word where the text has words: of a long one as much as fits. */
export function clipWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const fitting = text.slice(0, most);
  const end = fitting.search(/\s\S*$/u);
  return end < most * LEAST_KEPT ? clip(text, most) : goesOn(text.slice(0, end));
}

/** A text of which the rest is missing. */
export function goesOn(text: string): string {
  return `${text.replace(DOTS_AT_END, '')}…`;
}

/** A text of which the beginning is missing. */
export function wentBefore(text: string): string {
  return `…${text.replace(DOTS_AT_START, '')}`;
}
