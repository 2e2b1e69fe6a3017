// Writes a planned round: its chunk documents, insert-only, and the stamps of its entries. Repeating both changes nothing.
import type { CutChunk } from '../../domain/run/plan/cut-chunks.ts';
import { chunkId } from '../../domain/run/chunk-id.ts';
import type { Chunk } from '../../domain/run/chunk.ts';
import { parseFrontierId } from '../../domain/run/frontier-id.ts';
import type { FrontierEntry, FrontierStore } from '../../domain/run/frontier.ts';
import type { Run } from '../../domain/run/run.ts';
import type { PlanRow } from '../../domain/run/stage/stage-row.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import type { PlanInput } from '../contract.ts';
import type { StagePorts } from '../stage-ports.ts';
import { given } from '../../domain/system/given.ts';

interface Planned extends Pick<PlanInput, 'round' | 'firstChunkNo'> {
  readonly planFile: string;
  readonly rows: readonly PlanRow[];
}

/** Returns the valid plan file of this round: the one that the first existing chunk document names. */
export async function insertChunks(
  ports: Pick<StagePorts, 'chunks' | 'clock'>,
  run: Run,
  { round, firstChunkNo, planFile, rows }: Planned,
): Promise<string> {
  for (const [chunkNo, some] of [...rowsByChunk(rows)].toSorted((a, b) => a[0] - b[0])) {
    const chunk: Chunk = {
      _id: chunkId(run._id, chunkNo),
      runId: run._id,
      workspaceId: run.workspaceId,
      chunkNo,
      round,
      state: 'planned',
      planFile,
      visits: some.length,
      firstVisits: some.filter((row) => row.countedAs === undefined).length,
      ...hostsOf(some),
      ...(some[0]?.paced === true ? { paced: true } : {}),
      files: {},
      plannedAt: ports.clock.now(),
    };
    const inserted = await ports.chunks.insert(chunk);
    if (inserted || chunkNo !== firstChunkNo) continue;
    const winner = await ports.chunks.get(run._id, chunkNo);
    if (winner !== null && winner.planFile !== planFile) return winner.planFile;
  }
  return planFile;
}

/** Named in the document of a chunk; the others are only counted. */
const NAMED_HOSTS = 3;

function hostsOf(rows: readonly PlanRow[]): Pick<Chunk, 'hosts' | 'hostCount'> {
  const hosts = [...new Set(rows.map(({ url }) => urlHost(url)))];
  return { hosts: hosts.slice(0, NAMED_HOSTS), hostCount: hosts.length };
}

export async function stampRows(
  { frontier }: { readonly frontier: Pick<FrontierStore, 'stamp'> },
  run: Run,
  round: number,
  rows: readonly PlanRow[],
): Promise<void> {
  for (const [chunkNo, some] of rowsByChunk(rows)) {
    const keys = some.map((row) => row.urlKey);
    await frontier.stamp(run._id, round, chunkNo, keys);
  }
}

export function toPlanRow(
  run: Run,
  { chunkNo, paced }: Pick<CutChunk, 'chunkNo' | 'paced'>,
  entry: FrontierEntry,
): PlanRow {
  const { url, depth, visit, attempts, countedAs, lookAgain, render, dueAt, firstDueAt } = entry;
  return {
    chunkNo,
    ...(paced ? { paced: true } : {}),
    urlKey: parseFrontierId(entry._id).urlKey,
    url,
    depth,
    visit,
    attempts,
    dueAt,
    firstDueAt,
    ...given({ countedAs, lookAgain, render }),
  };
}

function rowsByChunk(rows: readonly PlanRow[]): Map<number, PlanRow[]> {
  const byChunk = new Map<number, PlanRow[]>();
  for (const row of rows) {
    const some = byChunk.get(row.chunkNo);
    if (some === undefined) byChunk.set(row.chunkNo, [row]);
    else some.push(row);
  }
  return byChunk;
}
