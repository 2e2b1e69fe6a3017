// Reads how URLs ended, from the outcome files of their chunks: frontier entry → last chunk → row.
import type { Chunk } from '../../domain/run/chunk.ts';
import type { FrontierEntry } from '../../domain/run/frontier.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import type { ApiPorts } from '../ports.ts';

export interface ChunkOutcomes {
  readonly chunk: Chunk;
  /** By urlKey; empty until the chunk is in state `storing`. */
  readonly rows: ReadonlyMap<string, StoreRow>;
}

type Ports = Pick<ApiPorts, 'chunks' | 'stageFiles'>;

/** Reads each chunk once, for any number of entries. */
export function createOutcomeReader(
  ports: Ports,
  runId: string,
): (chunkNo: number) => Promise<ChunkOutcomes | null> {
  const known = new Map<number, Promise<ChunkOutcomes | null>>();
  return (chunkNo) => {
    const found = known.get(chunkNo) ?? readChunk(ports, runId, chunkNo);
    known.set(chunkNo, found);
    return found;
  };
}

async function readChunk(ports: Ports, runId: string, chunkNo: number): Promise<ChunkOutcomes | null> {
  const chunk = await ports.chunks.get(runId, chunkNo);
  if (chunk === null) return null;
  const key = chunk.files.store;
  const rows = key === undefined ? [] : await ports.stageFiles.read('store', key);
  return { chunk, rows: new Map(rows.map((row) => [row.urlKey, row])) };
}

/** The state of a URL that has no outcome row; where the run is over it was left out by the end. */
export function openOutcome(
  entry: FrontierEntry,
  chunk: Chunk | null,
  isOver: boolean,
): 'pending' | 'in-flight' | 'skipped' {
  if (isOver) return 'skipped';
  return entry.round === 0 || chunk === null ? 'pending' : 'in-flight';
}
