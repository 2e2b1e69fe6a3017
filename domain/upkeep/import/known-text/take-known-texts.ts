// Takes the newest text of each watch out of a backup of changedetection.io. It has bounds of its own: no text, however long or
// damaged, keeps a job from being made.
import { MAX_KNOWN_TEXT_BYTES, MAX_KNOWN_TEXTS_BYTES } from '../bounds.ts';
import { decodeText } from '../decode-text.ts';
import type { JobDraft } from '../draft.ts';
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

interface Chosen {
  readonly draft: JobDraft;
  readonly line: HistoryLine;
  /** Its name in the archive. */
  readonly name: string;
}

export function takeKnownTexts(taking: Taking, drafts: readonly JobDraft[]): void {
  const chosen = chooseTexts(taking, drafts);
  const packed = readBounded(
    taking.zip,
    chosen.map(({ name }) => name),
  );
  let left = MAX_KNOWN_TEXTS_BYTES;
  for (const { draft, line, name } of chosen) {
    const bytes = packed.get(name);
    const text = bytes === undefined ? UNREADABLE : textOf(taking, { name, bytes, left });
    if (typeof text === 'string') draft.known = { problem: `${dayOf(line)}: ${text}` };
    else {
      left -= text.bytes;
      draft.known = { from: 'changedetection', at: line.at, text: text.text };
    }
  }
}

const UNREADABLE = 'the text is damaged, or all texts of the file are too long together';

/** The newest version of each watch that the archive holds. */
function chooseTexts({ zip, now }: Taking, drafts: readonly JobDraft[]): Chosen[] {
  const byId = new Map(drafts.map((draft) => [draft.sourceId, draft]));
  const names = [...zip.sizes.keys()].filter((name) => byId.has(HISTORY.exec(name)?.[1] ?? ''));
  const histories = readBounded(zip, names);
  return names.flatMap((name): Chosen[] => {
    const draft = byId.get(HISTORY.exec(name)?.[1] ?? '');
    const bytes = histories.get(name);
    if (draft === undefined) return [];
    if (bytes === undefined) return failed(draft, 'its history.txt can not be read');
    const folder = name.slice(0, -'history.txt'.length);
    const lines = readHistory(decodeText(bytes), now);
    const line = lines.find(({ file }) => isSnapshotFile(file) && zip.sizes.has(`${folder}${file}`));
    if (line !== undefined) return [{ draft, line, name: `${folder}${line.file}` }];
    // A watch that was never looked at has no version, and that is no fault.
    const [newest] = lines;
    return newest === undefined ? [] : failed(draft, `${dayOf(newest)}: the file has no text of it`);
  });
}

function failed(draft: JobDraft, problem: string): [] {
  draft.known = { problem };
  return [];
}

function dayOf({ at }: HistoryLine): string {
  return at.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** Those that are short enough, by themselves and together, and are whole. */
function readBounded(zip: Archive, names: readonly string[]): Map<string, Uint8Array> {
  let total = 0;
  const fitting = names.filter((name) => {
    const size = zip.sizes.get(name) ?? 0;
    if (size > MAX_KNOWN_TEXT_BYTES || total + size > MAX_KNOWN_TEXTS_BYTES) return false;
    total += size;
    return true;
  });
  const found = new Map<string, Uint8Array>();
  readWhole(zip, fitting, { found, walks: MAX_WALKS });
  return found;
}

interface Reading {
  readonly found: Map<string, Uint8Array>;
  walks: number;
}

/** Halves what holds a damaged entry until that one stands alone. */
function readWhole(zip: Archive, names: readonly string[], reading: Reading): void {
  if (names.length === 0 || reading.walks === 0) return;
  reading.walks -= 1;
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
function textOf(
  { unpackBrotli }: Taking,
  { name, bytes, left }: Packed,
): { readonly text: string; readonly bytes: number } | string {
  const most = Math.min(MAX_KNOWN_TEXT_BYTES, left);
  const plain = name.endsWith('.br') ? unpackBrotli(bytes, most) : bytes;
  if (plain === null || plain.length > most)
    return `the text is damaged, or longer than ${MAX_KNOWN_TEXT_BYTES / MEGABYTE} MB`;
  const text = utf8Of(plain);
  if (text === null) return 'the file holds no text';
  return text.trim() === '' ? 'the text is empty' : { text, bytes: plain.length };
}

/** Null: it is no text. */
function utf8Of(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
