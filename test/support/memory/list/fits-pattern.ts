// Whether a text fits a pattern, found by looking and not by the regular expression that stores get.
import type { TextPattern } from '../../../../domain/job/search/text-pattern.ts';

export function fitsPattern(value: string, { parts, fromStart, toEnd }: TextPattern): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const isFirst = index === 0 && fromStart;
    const isLast = index === parts.length - 1 && toEnd;
    const found = isLast ? value.length - part.length : value.indexOf(part, at);
    if (found < at || (isFirst && found !== 0) || !value.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}
