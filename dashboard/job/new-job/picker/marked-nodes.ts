// Which parts of a page hold a text that somebody has marked in a browser.

interface Part {
  readonly node: number;
  /** Cut where it is long. */
  readonly text: string;
}

const MAX_NODES = 50;
/** So much of a long text has to stand in a part: the part's own text may be cut behind it. */
const BEGINNING = 40;

/** The smallest part with the whole text, else those that lie in it; none: it is not there. */
export function nodesOfText(parts: readonly Part[], marked: string): number[] {
  const wanted = plain(marked);
  if (wanted === '') return [];
  const texts = parts
    .map(({ node, text }) => ({ node, text: plain(text) }))
    .filter(({ text }) => text !== '');
  const whole = smallest(texts.filter(({ text }) => text.includes(wanted)));
  if (whole !== undefined) return [whole.node];
  const within = texts.filter(({ text }) => wanted.includes(text));
  if (within.length > 0) return within.slice(0, MAX_NODES).map(({ node }) => node);
  const begun = smallest(texts.filter(({ text }) => text.includes(wanted.slice(0, BEGINNING))));
  return begun === undefined ? [] : [begun.node];
}

function smallest<P extends Part>(parts: readonly P[]): P | undefined {
  return parts.toSorted((one, other) => one.text.length - other.text.length)[0];
}

function plain(text: string): string {
  return text.replace(/…$/, '').replaceAll(/\s+/g, ' ').trim().toLowerCase();
}
