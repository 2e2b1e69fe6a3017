// Strings that live on after a page is parsed. V8 keeps the whole page alive behind a cut-out of it, so
// whatever is kept is copied, and whitespace is folded on the way.

const SPACE_RUN = /\s+/g;
/** Marks where a word may be broken, which nobody sees. */
const NOTHING = /[\u200b\u2060\ufeff]/g;
/**
 * Texts without any of these need no folding; single spaces between words are left as they are. Searching for single
 * characters is many times faster than a pattern over all whitespace.
 */
const UNFOLDED = ['\n', '  ', '\t', '\u00a0', '\r'];
/** Spaces outside Latin-1: over at once for the strings that can't hold them. */
const RARE_SPACE = /[\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;

function needsFolding(text: string): boolean {
  for (const space of UNFOLDED) if (text.includes(space)) return true;
  return RARE_SPACE.test(text);
}
/** Shorter cut-outs are copied by the engine itself (it makes no slices below 13 characters). */
const SLICE_MIN = 13;

/** A copy that holds no reference to the string it was cut from: joining makes a rope, slicing flattens it. */
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
