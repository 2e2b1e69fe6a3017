// The bodies of a batch, in memory that main thread and parse thread share. As messages they would be copied
// twice, each time into new buffers whose garbage collection costs more than the copies.
import type { ParseRequest } from '../../domain/run/stage/page-parser.ts';

/** A request whose body lies in the shared memory. */
export interface PlacedRequest {
  readonly url: string;
  readonly contentType: string;
  readonly offset: number;
  readonly length: number;
}

/** A larger batch gets memory that is used once. */
const KEPT_BYTES = 4 * 1024 * 1024;
const STEP_BYTES = 512 * 1024;

/** Memory of one thread, which has one batch at a time. */
export class SharedBodies {
  #kept = new SharedArrayBuffer(0);

  /** Copies the bodies, because pages of a killed thread are needed again. */
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
