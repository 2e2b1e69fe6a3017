// The bodies of a batch, in memory that main thread and parse thread both see: sent as messages they would be copied twice,
// into new buffers each time, whose collection costs more than the copies.
import type { ParseRequest } from '../../domain/stage/page-parser.ts';

/** A request whose body lies in the batch's memory. */
export interface PlacedRequest {
  readonly url: string;
  readonly contentType: string;
  readonly offset: number;
  readonly length: number;
}

/** Larger batches get memory for one use. */
const KEPT_BYTES = 4 * 1024 * 1024;
const STEP_BYTES = 512 * 1024;

/** Of one thread, which has one batch at a time. */
export class SharedBodies {
  #kept = new SharedArrayBuffer(0);

  /** Copies the bodies: a killed thread's pages are needed again. */
  fill(requests: readonly ParseRequest[]): { memory: SharedArrayBuffer; requests: PlacedRequest[] } {
    const memory = this.#take(requests.reduce((sum, { body }) => sum + body.length, 0));
    const bytes = new Uint8Array(memory);
    let offset = 0;
    const placed = requests.map(({ url, contentType, body }) => {
      const place = { url, contentType, offset, length: body.length };
      bytes.set(body, offset);
      offset += body.length;
      return place;
    });
    return { memory, requests: placed };
  }

  #take(length: number): SharedArrayBuffer {
    if (length <= this.#kept.byteLength) return this.#kept;
    const memory = new SharedArrayBuffer(Math.ceil(length / STEP_BYTES) * STEP_BYTES);
    if (memory.byteLength <= KEPT_BYTES) this.#kept = memory;
    return memory;
  }
}
