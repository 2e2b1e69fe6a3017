// The filters of a urlwatch or webchanges job, in the several forms that its files have had.
import { isMembers } from '../../../system/differing-members.ts';

export interface NamedFilter {
  readonly name: string;
  /** What it is told: a text, an object, or nothing. */
  readonly value: unknown;
}

/** A list, one object, or the old form `css:.price,html2text,strip`. */
export function filtersOf(said: unknown): NamedFilter[] {
  if (typeof said === 'string') return splitOutside(said).map(fromText);
  if (isMembers(said)) return Object.entries(said).map(([name, value]) => ({ name, value }));
  if (!Array.isArray(said)) return [];
  return said.flatMap((one: unknown): NamedFilter[] => {
    if (typeof one === 'string') return [fromText(one)];
    return isMembers(one) ? Object.entries(one).map(([name, value]) => ({ name, value })) : [];
  });
}

function fromText(text: string): NamedFilter {
  const [, name = text, value] = /^([\w.-]+):(.*)$/s.exec(text.trim()) ?? [];
  return { name: name.trim(), value: value ?? null };
}

const OPENING = '([{';
const CLOSING = ')]}';

/** At commas that stand in no brackets and no quotation marks. */
function splitOutside(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (OPENING.includes(sign)) depth += 1;
    else if (CLOSING.includes(sign)) depth -= 1;
    else if (sign === ',' && depth <= 0) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...pieces, text.slice(from)].filter((piece) => piece.trim() !== '');
}
