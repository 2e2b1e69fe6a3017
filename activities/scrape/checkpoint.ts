// Checkpoints: what a scrape attempt has so far, in a file every few seconds. The next attempt takes the
// answered visits from all files it finds and asks only for the rest. The key is also in the heartbeat, but
// for people only: heartbeats are lost while Temporal is away, so the files lie with the chunk.
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { stageKey, stagePrefix } from '../../domain/run/stage/stage-key.ts';
import type { ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import type { ChunkRef } from '../contract.ts';
import type { DispatchPorts } from './dispatch-ports.ts';

const BEAT_MS = 2_000;

export class Checkpoint {
  readonly #ports: DispatchPorts;
  readonly #chunk: ChunkRef;
  readonly #beat: (key: string | null) => void;
  #key: string | null = null;
  #saved = 0;
  #timer: NodeJS.Timeout | null = null;
  #saving = false;

  constructor(ports: DispatchPorts, chunk: ChunkRef, beat: (key: string | null) => void) {
    this.#ports = ports;
    this.#chunk = chunk;
    this.#beat = beat;
  }

  /**
   * Ends the visits that earlier attempts had answered. Two attempts may have run side by side, so the files
   * of both count. An unreadable checkpoint costs only the work it held.
   */
  async restore(visits: readonly WaitingVisit[]): Promise<void> {
    const byKey = new Map<string, ScrapeRow>();
    for await (const key of this.#ports.blobs.list(this.#prefix)) {
      for (const row of await this.#read(key)) if (row.result !== 'deferred') byKey.set(row.urlKey, row);
    }
    for (const waiting of visits) {
      const row = byKey.get(waiting.visit.urlKey);
      if (row === undefined || row.visit !== waiting.visit.visit) continue;
      waiting.restore(row);
    }
    this.#saved = byKey.size;
  }

  get #prefix(): string {
    return stagePrefix(this.#chunk.runId, this.#chunk.chunkNo, 'checkpoint');
  }

  async #read(key: string): Promise<ScrapeRow[]> {
    try {
      return await this.#ports.files.read('checkpoint', key);
    } catch (error) {
      this.#ports.log.warn(
        { key, err: error },
        'a checkpoint could not be read; its visits are fetched again',
      );
      return [];
    }
  }

  start(rows: () => readonly ScrapeRow[]): void {
    this.#beat(this.#key);
    this.#timer = setInterval(() => {
      void this.save(rows()).finally(() => this.#beat(this.#key));
    }, BEAT_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /**
   * Writes the present rows unless they were written already. Each file contains the rows of the one before.
   */
  async save(rows: readonly ScrapeRow[]): Promise<void> {
    if (rows.length === this.#saved || this.#saving) return;
    this.#saving = true;
    const key = stageKey(this.#chunk.runId, this.#chunk.chunkNo, 'checkpoint', this.#ports.ids.ulid());
    try {
      await this.#ports.files.write('checkpoint', key, rows);
      if (this.#key !== null) await this.#ports.blobs.delete([this.#key]);
      this.#saved = rows.length;
      this.#key = key;
    } catch (error) {
      this.#ports.log.warn({ key, err: error }, 'a checkpoint could not be written; the last one stands');
    } finally {
      this.#saving = false;
    }
  }
}
