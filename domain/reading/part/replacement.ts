// What a `replace` filter writes where its pattern was found: `$1` or `${1}` is the first group, `${name}` a named one, `$0`
// or `$&` all that was found, `$$` a dollar. A dollar before anything else is a dollar, as in "12 $".
import type { RE2JS } from 're2js';

const REFERENCE = /\$(?:\$|&|(\d)|\{(\w+)\})/g;

/** A text, or the number or name of a group. */
type Piece = { readonly text: string } | { readonly group: number | string };

/** A group that the pattern lacks stands for its reference as it is written. */
export function replacementPieces(written: string, pattern: RE2JS): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of written.matchAll(REFERENCE)) {
    const [found, digit, name] = match;
    const group = found === '$&' ? '0' : (digit ?? name);
    pieces.push({ text: written.slice(from, match.index) });
    if (found === '$$') pieces.push({ text: '$' });
    else if (group !== undefined && hasGroup(pattern, group))
      pieces.push({ group: isNumber(group) ? Number(group) : group });
    else pieces.push({ text: found });
    from = match.index + found.length;
  }
  return [...pieces, { text: written.slice(from) }];
}

/** The first group that `written` names and the pattern lacks; null when there is none. */
export function missingGroup(written: string, pattern: RE2JS): string | null {
  for (const [, digit, name] of written.matchAll(REFERENCE)) {
    const group = digit ?? name;
    if (group !== undefined && !hasGroup(pattern, group)) return group;
  }
  return null;
}

interface Replacement {
  readonly pieces: readonly Piece[];
  readonly maxChars: number;
}

/** Throws when the text would become longer than `maxChars`. */
export function replaceAll(pattern: RE2JS, text: string, { pieces, maxChars }: Replacement): string {
  const matcher = pattern.matcher(text);
  let result = '';
  let from = 0;
  while (matcher.find()) {
    result += text.slice(from, matcher.start());
    for (const piece of pieces) result += 'text' in piece ? piece.text : (matcher.group(piece.group) ?? '');
    from = matcher.end();
    if (result.length > maxChars)
      throw new RangeError(`a replace filter makes more than ${maxChars} characters of the text`);
  }
  return result + text.slice(from);
}

function isNumber(group: string): boolean {
  return /^\d+$/.test(group);
}

function hasGroup(pattern: RE2JS, group: string): boolean {
  return isNumber(group) ? Number(group) <= pattern.groupCount() : group in pattern.namedGroups();
}
