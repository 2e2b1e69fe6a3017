// How many of one text's words another text has too.

function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Share of the first text's words that the second has too, 0 to 1. */
export function wordOverlap(text: string, other: string): number {
  const words = wordsIn(text);
  if (words.size === 0) return 0;
  const others = wordsIn(other);
  let hit = 0;
  for (const word of words) if (others.has(word)) hit++;
  return hit / words.size;
}
