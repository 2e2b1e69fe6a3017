// How many columns a terminal gives a text: 商品 takes four, a letter with its accents one. Most texts need no table of
// characters, and the package that has one takes longer to load than a short command to run, so it is loaded when a
// text needs it.
import { createRequire } from 'node:module';
import { stripVTControlCharacters } from 'node:util';

/** Latin letters, punctuation, arrows, box drawing and our marks: one column each, whatever stands beside them. */
const PLAIN =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2319\u2500-\u25fc\u2713\u2715\u2759]*$/;

type Measure = (text: string) => number;
let measure: Measure | undefined;

export function textWidth(text: string): number {
  const seen = text.includes('\u001b') ? stripVTControlCharacters(text) : text;
  if (PLAIN.test(seen)) return seen.length;
  measure ??= loadMeasure();
  return measure(seen);
}

/** `require` reads the package at once; `import()` would make every line of output wait for it. */
function loadMeasure(): Measure {
  const { default: stringWidth } = createRequire(import.meta.url)('string-width') as { default: Measure };
  return stringWidth;
}
