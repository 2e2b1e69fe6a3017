// What a scrape attempt has so far, kept outside the process: a file every few seconds, its key in the heartbeat. The next
// attempt takes the answered visits from it and asks only for the rest.
import type { WaitingVisit } from '../../domain/dispatch/waiting-visit.ts';
import { stageKey } from '../../domain/stage/stage-files.ts';
import type { ScrapeRow } from '../../domain/stage/stage-row.ts';
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

  /** Ends the visits an earlier attempt had answered. A checkpoint that can't be read costs only the work it held. */
  async restore(details: unknown, visits: readonly WaitingVisit[]): Promise<void> {
    if (typeof details !== 'string') return;
    const rows = await this.#read(details);
    const byKey = new Map(rows.map((row) => [row.urlKey, row]));
    for (const waiting of visits) {
      const row = byKey.get(waiting.visit.urlKey);
      if (row === undefined || row.result === 'deferred' || row.visit !== waiting.visit.visit) continue;
      waiting.mode = 'done';
      waiting.row = row;
    }
    this.#key = details;
    this.#saved = rows.length;
  }

  async #read(key: string): Promise<ScrapeRow[]> {
    try {
      return await this.#ports.files.read<ScrapeRow>(key, 'checkpoint');
    } catch (error) {
      this.#ports.log.warn(
        { key, error: String(error) },
        'a checkpoint could not be read; its visits are fetched again',
      );
      return [];
    }
  }

  start(rows: () => readonly ScrapeRow[]): void {
    this.#beat(this.#key);
    this.#timer = setInterval(() => {
      void this.#save(rows()).finally(() => this.#beat(this.#key));
    }, BEAT_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  async #save(rows: readonly ScrapeRow[]): Promise<void> {
    if (rows.length === this.#saved || this.#saving) return;
    this.#saving = true;
    const key = stageKey(this.#chunk.runId, this.#chunk.chunkNo, 'checkpoint', this.#ports.ids.ulid());
    try {
      await this.#ports.files.write(key, 'checkpoint', rows);
      this.#saved = rows.length;
      this.#key = key;
    } catch (error) {
      this.#ports.log.warn(
        { key, error: String(error) },
        'a checkpoint could not be written; the last one stands',
      );
    } finally {
      this.#saving = false;
    }
  }
}
