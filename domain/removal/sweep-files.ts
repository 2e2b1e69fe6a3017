// Drops the files that no run can need any more. Packs and stage files serve a run until it ends; its outcome files stay,
// they answer "why". What a run that was stopped by force had scraped and not stored can be replayed for a day, or until the
// job's next run has ended. Everything is dropped run by run, so a sweep may be cut off anywhere.
import type { BlobStore, FreedFiles } from '../blob/blob-store.ts';
import type { ControlPorts } from '../control/control-ports.ts';
import { isTerminal } from '../run/lifecycle.ts';
import type { Run } from '../run/run.ts';
import { RUNS_FOLDER, SOURCE_CHUNK, parseStageKey, runFolder } from '../stage/stage-key.ts';
import type { MayGoOn } from './erase-jobs.ts';

export interface SweepPorts extends Pick<ControlPorts, 'runs' | 'clock' | 'log'> {
  readonly blobs: Pick<BlobStore, 'list' | 'delete' | 'facts'>;
}

const HOUR = 3_600_000;
/** What was scraped before a force-stop. */
const REPLAY_MS = 24 * HOUR;
/** A run without a document: it may be about to be written, or its database restored. */
const UNKNOWN_MS = 24 * HOUR;
const FILES_AT_ONCE = 200;
const NEWER_RUNS = 100;

/** What may be dropped of a run, by what is known of it. */
export type RunFiles =
  | { readonly drop: 'nothing' | 'all' | 'all-but-outcomes' }
  /** All but outcomes and what can be replayed. */
  | { readonly drop: 'all-but-scraped' };

export function filesToDrop(
  run: Run | null,
  { now, oldestFileAt, hasNewerEnded }: { now: number; oldestFileAt: number; hasNewerEnded: boolean },
): RunFiles['drop'] {
  if (run === null) return now - oldestFileAt > UNKNOWN_MS ? 'all' : 'nothing';
  // Its source may still be read while it crawls; what each document leaves goes with the document.
  if (!isTerminal(run.state)) return 'nothing';
  const isForced = run.endingReason?.code === 'forced';
  const age = now - (run.finishedAt ?? run.createdAt).getTime();
  return isForced && age < REPLAY_MS && !hasNewerEnded ? 'all-but-scraped' : 'all-but-outcomes';
}

export function isDropped(drop: RunFiles['drop'], key: string): boolean {
  const { chunkNo, kind } = parseStageKey(key);
  switch (drop) {
    case 'nothing':
      return false;
    case 'all':
      return true;
    case 'all-but-outcomes':
      return kind !== 'store';
    case 'all-but-scraped':
      return kind !== 'store' && (chunkNo === SOURCE_CHUNK || !REPLAYED.has(kind));
  }
}

const REPLAYED = new Set(['pack', 'plan', 'scrape', 'checkpoint']);

/** Right after its end: what the sweep would find an hour later. */
export async function dropRunFiles(ports: SweepPorts, run: Run): Promise<FreedFiles> {
  const now = ports.clock.now().getTime();
  const drop = filesToDrop(run, { now, oldestFileAt: now, hasNewerEnded: false });
  const keys: string[] = [];
  for await (const key of ports.blobs.list(runFolder(run._id))) if (isDropped(drop, key)) keys.push(key);
  return ports.blobs.delete(keys);
}

export async function sweepRunFiles(ports: SweepPorts, mayGoOn: MayGoOn): Promise<FreedFiles> {
  let freed: FreedFiles = { files: 0, bytes: 0 };
  for await (const { runId, keys } of byRun(ports.blobs.list(RUNS_FOLDER))) {
    if (!(await mayGoOn())) return freed;
    freed = add(freed, await sweepRun(ports, runId, keys));
  }
  return freed;
}

async function sweepRun(ports: SweepPorts, runId: string, keys: readonly string[]): Promise<FreedFiles> {
  // Only outcomes are left of most runs.
  if (keys.every((key) => !isDropped('all-but-outcomes', key)) && (await ports.runs.get(runId)) !== null)
    return { files: 0, bytes: 0 };
  const run = await ports.runs.get(runId);
  const drop = filesToDrop(run, {
    now: ports.clock.now().getTime(),
    oldestFileAt: await lastUse(ports, keys),
    hasNewerEnded: run !== null && (await hasNewerEnded(ports, run)),
  });
  let freed: FreedFiles = { files: 0, bytes: 0 };
  const dropped = keys.filter((key) => isDropped(drop, key));
  for (let from = 0; from < dropped.length; from += FILES_AT_ONCE)
    freed = add(freed, await ports.blobs.delete(dropped.slice(from, from + FILES_AT_ONCE)));
  return freed;
}

async function hasNewerEnded(ports: SweepPorts, run: Run): Promise<boolean> {
  const runs = await ports.runs.list({ jobId: run.jobId, limit: NEWER_RUNS });
  return runs.some((other) => other.seq > run.seq && isTerminal(other.state));
}

async function lastUse({ blobs }: SweepPorts, keys: readonly string[]): Promise<number> {
  let last = 0;
  for (const key of keys.slice(0, FILES_AT_ONCE)) {
    last = Math.max(last, (await blobs.facts(key))?.usedAt.getTime() ?? 0);
  }
  return last;
}

/** Folders are walked one after the other: the files of a run come together. */
async function* byRun(keys: AsyncIterable<string>): AsyncGenerator<{ runId: string; keys: string[] }> {
  let runId = '';
  let some: string[] = [];
  for await (const key of keys) {
    const owner = parseStageKey(key).runId;
    if (owner !== runId && some.length > 0) yield { runId, keys: some };
    if (owner !== runId) some = [];
    runId = owner;
    some.push(key);
  }
  if (some.length > 0) yield { runId, keys: some };
}

function add(one: FreedFiles, other: FreedFiles): FreedFiles {
  return { files: one.files + other.files, bytes: one.bytes + other.bytes };
}
