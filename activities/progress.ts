// Progress of a run for watchers: published once a second, not stored. Nothing depends on it.
import type { EventBroker } from '../domain/run/dispatch/broker.ts';
import type { Clock, Ids, Log } from '../domain/system/clock.ts';
import { chunkId } from '../domain/run/chunk-id.ts';
import type { Run } from '../domain/run/run.ts';
import type { ChunkStore } from '../domain/run/run-store.ts';

interface ProgressPorts {
  readonly eventBroker: Pick<EventBroker, 'publishEvent'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

const INTERVAL_MS = 1_000;

/** Does not wait for the broker, which must not hold up the run. */
export function publishProgress(
  ports: ProgressPorts,
  run: Run,
  data: Readonly<Record<string, unknown>>,
): void {
  const event = {
    id: ports.ids.ulid(),
    type: 'run.progress',
    at: ports.clock.now().toISOString(),
    workspaceId: run.workspaceId,
    jobId: run.jobId,
    runId: run._id,
    data,
  };
  ports.eventBroker
    .publishEvent(event)
    .catch((error: unknown) => ports.log.warn({ runId: run._id, err: error }, 'progress not published'));
}

interface ChunkProgressPorts extends ProgressPorts {
  readonly chunks: Pick<ChunkStore, 'noteAnswered'>;
}

export interface ChunkProgress {
  readonly chunkNo: number;
  readonly visits: number;
  /** When its first visits were sent; epoch ms. */
  readonly startedAt: number;
  readonly done: () => number;
}

/** Publishes the progress of a chunk whenever it has changed, and notes it on the chunk's document. */
export function startProgress(ports: ChunkProgressPorts, run: Run, chunk: ChunkProgress): { stop(): void } {
  let told = -1;
  const tell = (): void => {
    const answered = chunk.done();
    if (answered === told) return;
    told = answered;
    publishProgress(ports, run, { chunkNo: chunk.chunkNo, answered, visits: chunk.visits });
  };
  const note = (): void => {
    const answered = chunk.done();
    if (answered === told) return;
    const noted = ports.chunks.noteAnswered(chunkId(run._id, chunk.chunkNo), answered, chunk.startedAt);
    noted.catch((error: unknown) => ports.log.warn({ runId: run._id, err: error }, 'progress not noted'));
    tell();
  };
  const timer = setInterval(note, INTERVAL_MS);
  return {
    stop() {
      clearInterval(timer);
      tell();
    },
  };
}
