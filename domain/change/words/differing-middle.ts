// Where two texts differ: what is left of both without the characters that they begin and end with alike.

/** Characters of Unicode stay whole. */
export function differingMiddle(before: string, after: string): readonly [string, string] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (isFirstHalf(before.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  while (tail < shorter - head && fromEnd(before, tail) === fromEnd(after, tail)) tail += 1;
  if (isSecondHalf(fromEnd(before, tail - 1))) tail -= 1;
  return [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
}

function fromEnd(text: string, at: number): number {
  return text.charCodeAt(text.length - 1 - at);
}

function isFirstHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isSecondHalf(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
