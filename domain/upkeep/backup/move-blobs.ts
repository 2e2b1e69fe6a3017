// Moves blobs from one place to another while processes work on both (see `two-places.ts`), then counts both again. Nothing is taken
// away from the old place, and nothing is written over in the new one, so a move that was cut off is begun again and goes on. It holds
// the lease of a backup: no clean-up deletes meanwhile. A file of a run that ends while it is copied may stay behind in the new place;
// the hourly sweep takes it.
import { isArchiveKey } from '../../system/blob/archive.ts';
import { splitArchive } from '../../system/blob/archive-table.ts';
import type { BlobStore } from '../../system/blob/blob-store.ts';
import { isContentKey } from '../../system/blob/content-key.ts';
import { isWebloomError } from '../../system/errors.ts';

export interface MovePorts {
  readonly from: BlobStore;
  readonly to: BlobStore;
  /** Called all along; throws to end the move. */
  readonly hold: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  readonly say: (line: string) => void;
}

export interface MoveReport {
  /** Blobs of the old place when they were counted again. */
  readonly blobs: number;
  /** Blobs of the new place then. */
  readonly inNew: number;
  readonly copied: number;
  readonly copiedBytes: number;
  /** Of the old place: written again since, or thinned by a clean-up, which counts as it is in the new one. */
  readonly rewritten: number;
  /** Of the old place: taken away between the two looks. */
  readonly gone: number;
  /** Keys whose bytes differ though nobody has written them again; the first of them. */
  readonly differing: readonly string[];
  readonly differingCount: number;
  /** Keys that could not be brought to the new place; the first of them. */
  readonly missing: readonly string[];
  readonly missingCount: number;
}

/** Blobs in hand at a time; each lies in memory whole, some megabytes at most. */
const AT_ONCE = 8;
const BATCH = 64;
const SAY_EVERY = 1_000;
const SHOWN = 20;
/** Blobs that seem to differ are looked at again: whoever writes one again may not have taken the old one away yet. */
const MAX_DOUBTFUL = 10_000;
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 1_000;

export async function moveBlobs(ports: MovePorts): Promise<MoveReport> {
  const all = await count(ports);
  ports.say(`${all} blobs are in the old place; what the new one has already is left as it is`);
  const copied = await copyAll(ports, all);
  ports.say(
    `${copied.copied} blobs were copied, ${copied.there} were there; now both places are counted again`,
  );
  return { copied: copied.copied, copiedBytes: copied.bytes, ...(await recount(ports, all)) };
}

async function count({ from, hold }: MovePorts): Promise<number> {
  let all = 0;
  for await (const _key of from.list('')) if (all++ % SAY_EVERY === 0) await hold();
  return all;
}

async function copyAll(
  ports: MovePorts,
  all: number,
): Promise<{ copied: number; there: number; bytes: number }> {
  const sum = { copied: 0, there: 0, bytes: 0 };
  const progress = tellProgress(ports, 'moved', all);
  await forEachKey(ports, ports.from.list(''), async (key) => {
    const copied = await copy(ports, key);
    if (copied === 'there') sum.there += 1;
    else if (copied !== 'gone') {
      sum.copied += 1;
      sum.bytes += copied;
    }
    progress();
  });
  return sum;
}

/** Bytes that were copied. */
async function copy({ from, to }: MovePorts, key: string): Promise<number | 'there' | 'gone'> {
  if (await to.has(key)) return 'there';
  const bytes = await from.get(key);
  if (bytes === null) return 'gone';
  return (await to.putNew(key, bytes)) ? bytes.length : 'there';
}

type Recounted = Omit<MoveReport, 'copied' | 'copiedBytes'>;

async function recount(ports: MovePorts, all: number): Promise<Recounted> {
  const sums = { same: 0, rewritten: 0, gone: 0, differing: 0, missing: 0 };
  const shown: Record<Doubtful, string[]> = { differing: [], missing: [] };
  const doubtful: string[] = [];
  let blobs = 0;
  const note = (key: string, judged: Judged): void => {
    sums[judged] += 1;
    if (isDoubtful(judged) && shown[judged].length < SHOWN) shown[judged].push(key);
  };
  const progress = tellProgress(ports, 'compared', all);
  await forEachKey(ports, ports.from.list(''), async (key) => {
    const judged = await compare(ports, key);
    blobs += 1;
    if (isDoubtful(judged) && doubtful.length < MAX_DOUBTFUL) doubtful.push(key);
    else note(key, judged);
    progress();
  });
  for (const [key, judged] of await lookAgain(ports, doubtful)) note(key, judged);
  const inNew = await countNew(ports);
  return {
    blobs,
    inNew,
    rewritten: sums.rewritten,
    gone: sums.gone,
    differing: shown.differing,
    differingCount: sums.differing,
    missing: shown.missing,
    missingCount: sums.missing,
  };
}

/** What each is in the end: one that is being written again leaves the old place a moment after it is in the new one. */
async function lookAgain(ports: MovePorts, keys: readonly string[]): Promise<Map<string, Judged>> {
  const judged = new Map<string, Judged>();
  let open = keys;
  for (let look = 1; look <= LOOKS && open.length > 0; look++) {
    await ports.wait(BETWEEN_LOOKS_MS);
    await forEachKey(ports, open, async (key) => void judged.set(key, await compare(ports, key)));
    open = open.filter((key) => isDoubtful(judged.get(key)));
  }
  return judged;
}

/** A bucket that is older than its database has shared blobs which that does not know; a touch notes them. */
async function countNew(ports: MovePorts): Promise<number> {
  let inNew = 0;
  await forEachKey(ports, ports.to.list(''), async (key) => {
    inNew += 1;
    if (isArchiveKey(key) || isContentKey(key)) await ports.to.touch(key);
  });
  return inNew;
}

type Doubtful = 'differing' | 'missing';
type Judged = 'same' | 'rewritten' | 'gone' | Doubtful;

function isDoubtful(judged: Judged | undefined): judged is Doubtful {
  return judged === 'differing' || judged === 'missing';
}

async function compare(ports: MovePorts, key: string): Promise<Judged> {
  const { from, to } = ports;
  const before = await from.get(key);
  if (before === null) return 'gone';
  let after = await to.get(key);
  if (after === null) {
    await copy(ports, key);
    after = await to.get(key);
  }
  if (after !== null && isEqual(before, after)) return 'same';
  // Whoever writes a blob again takes it out of the old place after that; whoever deletes it does so there first.
  if (!(await from.has(key))) return 'gone';
  if (after === null) return 'missing';
  return isArchiveKey(key) && isThinned(key, before, after) ? 'rewritten' : 'differing';
}

/** A clean-up keeps an entry as it is, or empties it. */
function isThinned(key: string, before: Uint8Array, after: Uint8Array): boolean {
  const [ours, theirs] = [entriesOf(key, before), entriesOf(key, after)];
  if (ours === null || theirs === null || ours.length !== theirs.length) return false;
  return theirs.every((entry, at) => entry.length === 0 || isEqual(entry, ours[at] ?? entry));
}

/** Null: it is no whole archive. */
function entriesOf(key: string, bytes: Uint8Array): Uint8Array[] | null {
  try {
    return splitArchive(bytes, key);
  } catch (error) {
    if (isWebloomError(error) && error.code === 'data-corrupt') return null;
    throw error;
  }
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

async function forEachKey(
  { hold }: MovePorts,
  keys: Iterable<string> | AsyncIterable<string>,
  use: (key: string) => Promise<void>,
): Promise<void> {
  let batch: string[] = [];
  const work = async (): Promise<void> => {
    await hold();
    const inHand = batch.values();
    batch = [];
    await Promise.all(Array.from({ length: AT_ONCE }, () => inTurn(inHand, use)));
  };
  for await (const key of keys) {
    batch.push(key);
    if (batch.length >= BATCH) await work();
  }
  await work();
}

/** Several take from the same keys. */
async function inTurn(keys: Iterable<string>, use: (key: string) => Promise<void>): Promise<void> {
  for (const key of keys) await use(key);
}

function tellProgress({ say }: MovePorts, what: string, all: number): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (done % SAY_EVERY === 0) say(`${done} of ${all} ${what}`);
  };
}
