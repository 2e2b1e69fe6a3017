// The hash of a page's text: block texts in order, whitespace folded, Unicode composed.

/** Below U+0300 no characters combine, so text without these is composed already and need not be normalised. */
const MAY_COMBINE = /[\u{300}-\u{10ffff}]/u;

/** `lines`: the texts of the blocks, a line each. */
export function textHash(lines: string, hash: (text: string) => string): string {
  return hash(MAY_COMBINE.test(lines) ? lines.normalize('NFC') : lines);
}
