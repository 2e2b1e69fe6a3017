// Refuses bodies with long lists of the wrong kind before they are checked by their schema, which reports a fault for each
// entry and keeps everybody waiting for a second at a hundred thousand. All lists that may be long hold texts.
import { WebloomError } from '../../domain/system/errors.ts';
import { type Fault, toPointer } from '../../domain/system/fault.ts';
import type { ApiServer } from './server-type.ts';

/** Up to this many entries or members, the schema tells all faults at once. */
const LONG = 1_000;
/** The most that any list takes. */
const MAX_ENTRIES = 100_000;

export function refuseLongLists(app: ApiServer): void {
  app.addHook('preValidation', async ({ body }) => {
    const fault = longListFault(body, []);
    if (fault === null) return;
    const words = `${fault.pointer.slice(1) || 'request'}: ${fault.detail}`;
    throw new WebloomError('validation', words, { facts: { errors: [fault] } });
  });
}

/** The first fault of a long list or object below `value`; null: there is none. */
function longListFault(value: unknown, path: readonly PropertyKey[]): Fault | null {
  // Bytes are no list.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return null;
  if (Array.isArray(value) && value.length > LONG) return faultOfList(value, path);
  const members = Object.entries(value);
  if (members.length > LONG)
    return toFault(path, 'too-big', `has ${members.length} members; no object here has so many.`);
  for (const [name, member] of members) {
    const fault = longListFault(member, [...path, name]);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOfList(list: readonly unknown[], path: readonly PropertyKey[]): Fault | null {
  if (list.length > MAX_ENTRIES)
    return toFault(path, 'too-big', `has ${list.length} entries; ${MAX_ENTRIES} are the most.`);
  const wrong = list.findIndex((entry) => typeof entry !== 'string' || entry === '');
  if (wrong === -1) return null;
  const isEmpty = list[wrong] === '';
  const detail = isEmpty
    ? 'is empty. Leave it out, or give its text.'
    : `is ${kindOf(list[wrong])}. A list of more than ${LONG} entries holds texts alone.`;
  return toFault([...path, wrong], isEmpty ? 'too-small' : 'invalid-type', `${detail} It is the first.`);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function toFault(path: readonly PropertyKey[], code: string, detail: string): Fault {
  return { pointer: toPointer(path), code, detail };
}
