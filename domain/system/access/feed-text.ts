// Text of pages as feeds can carry it: without the characters that XML forbids, and with none that a reader of feeds takes
// for markup.

const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Cs}/gu;
const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function plainFeedText(text: string): string {
  return text.replaceAll(FORBIDDEN, '');
}

/** For members that readers show as HTML. */
export function escapedFeedText(text: string): string {
  return plainFeedText(text).replaceAll(/[&<>"']/g, (character) => MARKUP[character] ?? '');
}
