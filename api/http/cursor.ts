// Opaque cursors: where the next page of a list begins. A cursor is bound to its list and filter.
import type { Hasher } from '../../domain/system/clock.ts';
import { WebloomError } from '../../domain/system/errors.ts';

export type CursorKey = readonly (string | number)[];

interface Cursor {
  readonly f: string;
  readonly k: CursorKey;
}

export interface CursorPlace {
  /** List and filter of the cursor; a cursor of another place is refused. */
  readonly place: string;
  readonly hasher: Pick<Hasher, 'sha256'>;
}

export function encodeCursor({ place, hasher }: CursorPlace, key: CursorKey): string {
  const cursor: Cursor = { f: hasher.sha256(place).slice(0, 8), k: key };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The place at which the page begins; null: at the beginning of the list. */
export function decodeCursor({ place, hasher }: CursorPlace, text: string | undefined): CursorKey | null {
  if (text === undefined) return null;
  const cursor = parseCursor(text);
  if (cursor === null)
    throw new WebloomError('cursor-invalid', 'There is nothing at this cursor; begin without one.');
  if (cursor.f !== hasher.sha256(place).slice(0, 8))
    throw new WebloomError(
      'cursor-invalid',
      'The cursor belongs to another list or filter; begin without one.',
    );
  return cursor.k;
}

/** A row of a list that stands in the order of time, then of ids. */
export interface TimedPlace {
  readonly at: Date;
  readonly id: string;
}

export function encodeTimedCursor(place: CursorPlace, { at, id }: TimedPlace): string {
  return encodeCursor(place, [at.getTime(), id]);
}

/** The row after which the page begins; null: at the beginning of the list. */
export function decodeTimedCursor(place: CursorPlace, text: string | undefined): TimedPlace | null {
  const [at, id] = decodeCursor(place, text) ?? [];
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id: String(id) };
}

function parseCursor(text: string): Cursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof value !== 'object' || value === null || !('f' in value) || !('k' in value)) return null;
    const { f, k } = value;
    if (typeof f !== 'string' || !Array.isArray(k)) return null;
    const key = k.filter((part) => typeof part === 'string' || typeof part === 'number');
    return key.length === k.length ? { f, k: key } : null;
  } catch {
    return null; // not JSON: no cursor of this API
  }
}
