// Foreign names as they are printed: what would act on the screen or turn the direction of the text around stands there as
// its code, so that the name that is read is the one that is there.

/** Controls except line break and tab, marks of direction, separators of lines, the mark of byte order. */
const ACTING = /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** `a\u202etxt.exe` for a name in which U+202E stands. */
export function printedText(text: string): string {
  return text.replaceAll(
    ACTING,
    (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
