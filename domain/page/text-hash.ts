// The hash of what a page says: block texts in order, whitespace folded, Unicode composed.

/** Below U+0300 nothing combines: text without these is composed as it stands, which is known at a glance. */
const MAY_COMBINE = /[\u{300}-\u{10ffff}]/u;

/** `lines`: the texts of the blocks, a line each. */
export function textHash(lines: string, hash: (text: string) => string): string {
  return hash(MAY_COMBINE.test(lines) ? lines.normalize('NFC') : lines);
}
