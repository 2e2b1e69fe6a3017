// Copies strings that live on after a page is parsed: a substring in V8 keeps the whole page in memory. Whitespace is
// folded on the way.

const SPACE_RUN = /\s+/g;
/** Invisible marks in words: soft hyphen, zero-width space, word joiner, zero-width no-break space. */
const NOTHING = /[\u00ad\u200b\u2060\ufeff]/g;
/**
 * Texts without any of these need no folding; single spaces between words are left as they are. Searching for single
 * characters is many times faster than a pattern over all whitespace.
 */
const UNFOLDED = ['\n', '  ', '\t', '\u00a0', '\u00ad', '\r'];
/** Spaces outside Latin-1. For a string that V8 stores as Latin-1 the search ends at once. */
const RARE_SPACE = /[\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;

function needsFolding(text: string): boolean {
  for (const space of UNFOLDED) if (text.includes(space)) return true;
  return RARE_SPACE.test(text);
}
/** Shorter substrings are copied by V8 itself, which makes no slices below 13 characters. */
const SLICE_MIN = 13;

/** A copy without a reference to the string it was cut from: V8 joins lazily, and slicing writes the new string out. */
export function copyText(text: string): string {
  return text.length < SLICE_MIN ? text : ` ${text}`.slice(1);
}

/** One line: runs of any whitespace become one space, ends trimmed. The result is a copy. */
export function foldSpace(text: string): string {
  const folded = needsFolding(text) ? text.replace(NOTHING, '').replace(SPACE_RUN, ' ') : text;
  return copyText(folded.trim());
}

/** `foldSpace`, cut to a bound. */
export function boundedText(text: string, maxChars: number): string {
  const folded = foldSpace(text.length > maxChars * 4 ? text.slice(0, maxChars * 4) : text);
  return folded.length > maxChars ? copyText(folded.slice(0, maxChars)) : folded;
}
