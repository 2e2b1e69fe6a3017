// The form of a text without what counts in it.

const MAX_TEXT = 160;

/** Each run of digits and each long mixed token becomes one mark; words stay. */
export function shapeOf(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{8,}/g, '#')
    .replace(/\d+(?:[.,:]\d+)*/g, '#');
}
