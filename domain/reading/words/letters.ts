/** Letters and digits alone, in lower case: names and texts are set with different blanks and signs. */
export function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
