// The shape of an address: its path with names and numbers folded and its query without values. Pages that one program
// answers often share it: `/product/red-kettle` and `/product/17` both have `/product/*`.

const MAX_SEGMENTS = 8;
const MAX_NAMES = 6;
const MAX_LENGTH = 100;
const MAX_WORD = 15;
/** A part of the site or of its program is a plain word, and no country or language: `product`, not `de` or `red-kettle`. */
const PLAIN_WORD = /^[a-z]+$/i;
const LANGUAGE = /^[a-z]{2}$/i;
const EXTENSION = /\.[a-z]{2,5}$/i;

export function pathShape(url: string): string {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  const segments = path.split('/').filter((segment) => segment !== '');
  const folded = segments.slice(0, MAX_SEGMENTS).map((segment, index) =>
    // The last segment names the page, whatever it looks like: `/p/kettle`.
    index === segments.length - 1 || !isPart(segment) ? folding(segment) : segment.toLowerCase(),
  );
  const names = [...new Set(query.split('&').map((pair) => pair.split('=', 1)[0] ?? ''))]
    .filter((name) => name !== '')
    .toSorted()
    .slice(0, MAX_NAMES);
  const shape = `/${folded.join('/')}${names.length === 0 ? '' : `?${names.join('&')}`}`;
  return shape.slice(0, MAX_LENGTH);
}

function isPart(segment: string): boolean {
  return segment.length <= MAX_WORD && PLAIN_WORD.test(segment) && !LANGUAGE.test(segment);
}

/** An extension stays, because it tells the program or the format. */
function folding(segment: string): string {
  return `*${EXTENSION.exec(segment)?.[0].toLowerCase() ?? ''}`;
}
