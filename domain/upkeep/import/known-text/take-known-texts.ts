// Takes the newest text of each watch that can be read out of a backup of changedetection.io. It has bounds of its own: no text, however long or
// damaged, keeps a job from being made.
import { MAX_KNOWN_TEXT_BYTES, MAX_KNOWN_TEXTS_BYTES, MAX_OLDER_TEXTS } from '../bounds.ts';
import { decodeText } from '../decode-text.ts';
import type { JobDraft } from '../draft.ts';
import { dayOf, utf8Of, withNewer } from './text-words.ts';
import { type HistoryLine, isSnapshotFile, readHistory } from './history.ts';

/** Null: it is damaged, or longer than `most` bytes. */
export type UnpackBrotli = (bytes: Uint8Array, most: number) => Uint8Array | null;

interface Archive {
  readonly sizes: ReadonlyMap<string, number>;
  read(wanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array>;
}

export interface Taking {
  readonly zip: Archive;
  readonly now: Date;
  readonly unpackBrotli: UnpackBrotli;
}

const HISTORY = /(?:^|\/)([\w-]{8,64})\/history\.txt$/;
const MEGABYTE = 1024 * 1024;
/** Reading one by one what could not be read together takes a walk over the whole archive for each. */
const MAX_WALKS = 100;

interface Place {
  readonly line: HistoryLine;
  /** Its name in the archive. */
  readonly name: string;
}

interface Chosen {
  readonly draft: JobDraft;
  /** The newest first. */
  readonly places: readonly Place[];
}

interface Turn {
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  /** Bytes that all further texts may have. */
  left: number;
}

/** The newest texts of all watches are read together, then the next older ones of those whose newest can not be read. */
export function takeKnownTexts(taking: Taking, drafts: readonly JobDraft[]): void {
  const walks = { left: MAX_WALKS };
  let open = chooseTexts(taking, drafts, walks);
  let left = MAX_KNOWN_TEXTS_BYTES;
  for (let older = 0; older < MAX_OLDER_TEXTS && open.length > 0; older += 1) {
    const places = open.map((chosen) => chosen.places[older]?.name ?? '');
    const turn: Turn = { bytes: readBounded(taking.zip, places, walks), left };
    open = open.filter(({ draft, places: own }) => {
      const place = own[older];
      return place !== undefined && !takeText(taking, draft, { place, turn });
    });
    left = turn.left;
  }
}

/** Whether the draft has a text now; if not, why the newest is none. */
function takeText(
  taking: Taking,
  draft: JobDraft,
  { place: { line, name }, turn }: { readonly place: Place; readonly turn: Turn },
): boolean {
  const newer = draft.known !== null && 'problem' in draft.known ? draft.known.problem : null;
  const bytes = turn.bytes.get(name);
  const text =
    bytes === undefined ? UNREADABLE : snapshotText({ name, bytes, left: turn.left }, taking.unpackBrotli);
  if (typeof text === 'string') {
    draft.known = { problem: newer ?? `${dayOf(line.at)}: ${text}` };
    return false;
  }
  turn.left -= text.bytes;
  draft.known = withNewer({ from: 'changedetection', at: line.at, text: text.text }, newer);
  return true;
}

const UNREADABLE = 'the text is damaged, or all texts of the file are too long together';

/** The versions of each watch that the archive holds. */
function chooseTexts({ zip, now }: Taking, drafts: readonly JobDraft[], walks: Walks): Chosen[] {
  const byId = new Map(drafts.map((draft) => [draft.sourceId, draft]));
  const names = [...zip.sizes.keys()].filter((name) => byId.has(HISTORY.exec(name)?.[1] ?? ''));
  const histories = readBounded(zip, names, walks);
  return names.flatMap((name): Chosen[] => {
    const draft = byId.get(HISTORY.exec(name)?.[1] ?? '');
    const bytes = histories.get(name);
    if (draft === undefined) return [];
    if (bytes === undefined) return failed(draft, 'its history.txt can not be read');
    const folder = name.slice(0, -'history.txt'.length);
    const lines = readHistory(decodeText(bytes), now);
    const places = lines
      .map((line) => ({ line, name: `${folder}${line.file}` }))
      .filter((place) => isSnapshotFile(place.name) && zip.sizes.has(place.name));
    if (places.length > 0) return [{ draft, places }];
    // A watch that was never looked at has no version, and that is no fault.
    const [newest] = lines;
    return newest === undefined ? [] : failed(draft, `${dayOf(newest.at)}: the file has no text of it`);
  });
}

function failed(draft: JobDraft, problem: string): [] {
  draft.known = { problem };
  return [];
}

/** Those that are short enough, by themselves and together, and are whole. */
function readBounded(zip: Archive, names: readonly string[], walks: Walks): Map<string, Uint8Array> {
  let total = 0;
  const fitting = names.filter((name) => {
    const size = zip.sizes.get(name) ?? 0;
    if (size > MAX_KNOWN_TEXT_BYTES || total + size > MAX_KNOWN_TEXTS_BYTES) return false;
    total += size;
    return true;
  });
  const found = new Map<string, Uint8Array>();
  readWhole(zip, fitting, { found, walks });
  return found;
}

/** Over the whole archive. */
interface Walks {
  left: number;
}

interface Reading {
  readonly found: Map<string, Uint8Array>;
  readonly walks: Walks;
}

/** Halves what holds a damaged entry until that one stands alone. */
function readWhole(zip: Archive, names: readonly string[], reading: Reading): void {
  if (names.length === 0 || reading.walks.left === 0) return;
  reading.walks.left -= 1;
  const wanted = new Set(names);
  try {
    for (const [name, bytes] of zip.read((one) => wanted.has(one))) reading.found.set(name, bytes);
  } catch {
    if (names.length === 1) return;
    const middle = Math.ceil(names.length / 2);
    readWhole(zip, names.slice(0, middle), reading);
    readWhole(zip, names.slice(middle), reading);
  }
}

interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Bytes that all further texts may have. */
  readonly left: number;
}

/** A text is why it is none. */
export function snapshotText(
  { name, bytes, left }: Packed,
  unpackBrotli: UnpackBrotli,
): { readonly text: string; readonly bytes: number } | string {
  const most = Math.min(MAX_KNOWN_TEXT_BYTES, left);
  const plain = name.endsWith('.br') ? unpackBrotli(bytes, most) : bytes;
  if (plain === null || plain.length > most)
    return `the text is damaged, or longer than ${MAX_KNOWN_TEXT_BYTES / MEGABYTE} MB`;
  const text = utf8Of(plain);
  if (text === null) return 'the file holds no text';
  return text.trim() === '' ? 'the text is empty' : { text, bytes: plain.length };
}
