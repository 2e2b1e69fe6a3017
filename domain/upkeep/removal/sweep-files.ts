// Drops files that no run can need any more. A run needs its packs and stage files until it ends; its outcome
// files are kept, because they answer "why". What a run ended by force had scraped but not stored can be
// replayed for a day, or until the job's next run has ended. Files are dropped run by run, so a sweep may be
// cut off anywhere.
import type { BlobStore, FreedFiles } from '../../system/blob/blob-store.ts';
import type { ControlPorts } from '../../job/control-ports.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import { RUNS_FOLDER, SOURCE_CHUNK, parseStageKey, runFolder } from '../../run/stage/stage-key.ts';
import type { MayGoOn } from './erase-jobs.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface SweepPorts extends Pick<ControlPorts, 'runs' | 'clock' | 'log'> {
  readonly blobs: Pick<BlobStore, 'list' | 'delete' | 'facts'>;
}

/** How long the files of a run ended by force are kept for a replay. */
const REPLAY_MS = DAY_MS;
/** Age of files without a run document, which may yet be written, or restored with the database. */
const UNKNOWN_MS = DAY_MS;
const FILES_AT_ONCE = 200;
const NEWER_RUNS = 100;

/** Which of a run's files may be dropped. */
export type RunFiles =
  | { readonly drop: 'nothing' | 'all' | 'all-but-outcomes' }
  /** All except outcome files and what can be replayed. */
  | { readonly drop: 'all-but-scraped' };

export function filesToDrop(
  run: Run | null,
  { now, oldestFileAt, hasNewerEnded }: { now: number; oldestFileAt: number; hasNewerEnded: boolean },
): RunFiles['drop'] {
  if (run === null) return now - oldestFileAt > UNKNOWN_MS ? 'all' : 'nothing';
  // Its source may still be read; the files of a source document are dropped with that document.
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

/** Drops the files of a run that has just ended, as the hourly sweep would do later. */
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
  // Most runs have only outcome files left, so this quick test saves the rest.
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

/** Groups keys by run: the store lists folder by folder, so the keys of a run come together. */
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
