// What the server sends for the lamps: at each address of a page the same few bytes with a script, and the data that it asks for.
import { LAMPS, type Lamp, lampCents, lampPath } from './lamp.ts';
import { renderLampShell } from './page/lamp-page.ts';

const PREFIX = '/app';
const DATA = `${PREFIX}/data/`;
const PER_PART = 8;

interface LampAnswer {
  readonly contentType: string;
  readonly body: string;
}

function json(value: unknown): LampAnswer {
  return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function shortOf(lamp: Lamp, act: number): object {
  const { id, name, maker } = lamp;
  return { id, name, maker, path: lampPath(lamp), cents: lampCents(lamp, act) };
}

/** A part of the endless list, and where the next one begins; null: it was the last. */
function partFrom(from: number, act: number): LampAnswer {
  const next = from + PER_PART;
  const lamps = LAMPS.slice(from, next).map((lamp) => shortOf(lamp, act));
  return json({ lamps, next: next < LAMPS.length ? next : null });
}

function dataAnswer(name: string, act: number): LampAnswer | null {
  const from = /^lamps\?from=(\d{1,4})$/.exec(name)?.[1];
  if (from !== undefined) return partFrom(Number(from), act);
  const lamp = LAMPS.find(({ id }) => name === `${id}.json`);
  if (lamp === undefined) return null;
  const { material, words } = lamp;
  return json({ ...shortOf(lamp, act), material, words });
}

/** Null: nothing of the lamps has this address. */
export function lampAnswer(path: string, act: number): LampAnswer | null {
  if (path.startsWith(DATA)) return dataAnswer(path.slice(DATA.length), act);
  const isPage = path === PREFIX || LAMPS.some((lamp) => lampPath(lamp) === path);
  return isPage ? { contentType: 'text/html; charset=utf-8', body: renderLampShell() } : null;
}
