// Takes the newest text of each job out of databases of urlwatch and webchanges. They name a job by the SHA-1 of its location and keep
// what its filters have left. A text that can not be read gives way to the next older one, and costs its job nothing.
import { MAX_KNOWN_TEXT_BYTES, MAX_KNOWN_TEXTS_BYTES, MAX_OLDER_TEXTS } from '../bounds.ts';
import type { JobDraft } from '../draft.ts';
import type { KnownDraft } from './known-draft.ts';
import { type PackedValue, readPacked } from './read-packed.ts';
import { DamagedDatabase, type KeptSnapshot, type SnapshotDatabase } from './snapshot-database.ts';
import { dayOf, utf8Of, withNewer } from './text-words.ts';

export interface SnapshotTaking {
  readonly databases: readonly SnapshotDatabase[];
  readonly now: Date;
  /** In hex. */
  readonly sha1: (text: string) => string;
}

const MEGABYTE = 1024 * 1024;
/** Name, attempts, validators and the last error, which webchanges packs with the text. */
const MAX_PACKED_BYTES = MAX_KNOWN_TEXT_BYTES + MEGABYTE;

interface Candidate extends KeptSnapshot {
  readonly database: SnapshotDatabase;
}

interface Wanted {
  readonly drafts: JobDraft[];
  /** The newest first. */
  candidates: Candidate[];
}

/** How many jobs the databases know that are not among the drafts. */
export function takeSnapshotTexts(taking: SnapshotTaking, drafts: readonly JobDraft[]): number {
  const wanted = new Map<string, Wanted>();
  for (const draft of drafts) {
    if (draft.location === '') continue;
    const guid = taking.sha1(draft.location);
    const one = wanted.get(guid) ?? { drafts: [], candidates: [] };
    one.drafts.push(draft);
    wanted.set(guid, one);
  }
  const strangers = collect(taking, wanted);
  let left = MAX_KNOWN_TEXTS_BYTES;
  for (const one of wanted.values()) {
    const { known, bytes } = chooseText(one.candidates, left);
    left -= bytes;
    for (const draft of one.drafts) draft.known = known === null || one.drafts.length === 1 ? known : SHARED;
  }
  return strangers;
}

const SHARED: KnownDraft = {
  problem: 'several jobs of the list have this address, and the other tool keeps one text for all of them',
};

/** How many names of jobs are not wanted. */
function collect({ databases, now }: SnapshotTaking, wanted: ReadonlyMap<string, Wanted>): number {
  const strangers = new Set<string>();
  const latest = now.getTime() / 1_000;
  for (const database of databases)
    for (const kept of database.snapshots()) {
      const one = wanted.get(kept.guid);
      if (one === undefined) strangers.add(kept.guid);
      else if (kept.seconds > 0 && kept.seconds <= latest) addCandidate(one, { ...kept, database });
    }
  for (const one of wanted.values()) one.candidates = newestOf(one.candidates);
  return strangers.size;
}

/** Of years of looks the newest alone stay in memory. */
function addCandidate(one: Wanted, candidate: Candidate): void {
  one.candidates.push(candidate);
  if (one.candidates.length > 4 * MAX_OLDER_TEXTS) one.candidates = newestOf(one.candidates);
}

/** urlwatch counts whole seconds: of two texts of one second the later row is the newer. */
function newestOf(candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .toSorted((one, other) => other.seconds - one.seconds || other.row - one.row)
    .slice(0, MAX_OLDER_TEXTS);
}

interface Chosen {
  readonly known: KnownDraft | null;
  /** Bytes of the text. */
  readonly bytes: number;
}

function chooseText(candidates: readonly Candidate[], left: number): Chosen {
  let newer: string | null = null;
  for (const candidate of candidates) {
    const read = readText(candidate, left);
    // After a failure the text of before is kept once more.
    if (read === null) continue;
    const at = new Date(candidate.seconds * 1_000);
    if (typeof read === 'string') newer ??= `${dayOf(at)}: ${read}`;
    else {
      const { text, isMarkup, bytes } = read;
      const taken = { from: candidate.database.tool, at, text, ...(isMarkup ? { isMarkup } : {}) };
      return { known: withNewer(taken, newer), bytes };
    }
  }
  return { known: newer === null ? null : { problem: newer }, bytes: 0 };
}

interface ReadText {
  readonly text: string;
  /** It is the page itself: the job has no filter that reads it. */
  readonly isMarkup: boolean;
  readonly bytes: number;
}

/** A text is why it is none; null: the attempt has failed. */
function readText({ database, row, tries, bytes }: Candidate, left: number): ReadText | string | null {
  if ((tries ?? 0) > 0) return null;
  if (bytes > MAX_PACKED_BYTES) return TOO_LONG;
  const content = contentOf(database, row);
  if (content === 'damaged') return 'the text is damaged';
  const stored = database.tool === 'webchanges' ? unpack(content) : { text: content, type: '' };
  if (stored === null || typeof stored === 'string') return stored;
  const { text: own, type } = stored;
  if (own === null) return 'the text is empty';
  if (own.length > MAX_KNOWN_TEXT_BYTES) return TOO_LONG;
  if (own.length > left) return 'all texts of the file are too long together';
  if (/^(?:image|audio|video)\//.test(type)) return `the file holds no text (${type})`;
  const text = utf8Of(own);
  if (text === null) return 'the file holds no text';
  const isMarkup = type === '' ? looksLikeMarkup(text) : type === 'text/html';
  return text.trim() === '' ? 'the text is empty' : { text, isMarkup, bytes: own.length };
}

const TOO_LONG = `the text is longer than ${MAX_KNOWN_TEXT_BYTES / MEGABYTE} MB`;

function contentOf(database: SnapshotDatabase, row: number): Uint8Array | null | 'damaged' {
  try {
    return database.contentOf(row);
  } catch (error) {
    if (error instanceof DamagedDatabase) return 'damaged';
    throw error;
  }
}

interface Stored {
  readonly text: Uint8Array | null;
  /** Media type after the filters; empty: urlwatch and older versions of webchanges say none. */
  readonly type: string;
}

/** `d`: text; `t`: attempts that failed; `m`: media type. A text is why it can't be read; null: the attempt has failed. */
function unpack(content: Uint8Array | null): Stored | string | null {
  const members = content === null ? null : readPacked(content);
  if (members === null) return 'the text is damaged';
  if (Number(members.get('t') ?? 0) > 0) return null;
  const type = members.get('m');
  return { text: bytesOf(members.get('d')), type: typeof type === 'string' ? type : '' };
}

function bytesOf(value: PackedValue | undefined): Uint8Array | null {
  return typeof value === 'string'
    ? new TextEncoder().encode(value)
    : value instanceof Uint8Array
      ? value
      : null;
}

/** `<p class="price">From 129 €</p>`, and whole pages. */
function looksLikeMarkup(text: string): boolean {
  return /^\s*<(?:!doctype html|[a-z][\w-]*[\s/>])/i.test(text) && /<\/|\/>/.test(text);
}
