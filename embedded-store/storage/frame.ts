// The log format. A file is a sequence of frames, one per group of operations that arrived together:
// magic (4) | payload length (4) | CRC-32 of the payload (4) | payload. A payload is operations one after another:
// kind (1) | collection id (4) | length (4) | BSON document. Integers are little-endian. The first operation of a payload is the
// frame's own number (6) and the checksum of the frame before it (4), so that a missing one is noticed; versions that know
// nothing of numbers pass over it.
import { crc32 } from 'node:zlib';
import { KIND, type Kind } from '../value/operation-kind.ts';
import type { FrameId } from '../value/frame-id.ts';

export const MAGIC = Buffer.from('WES1', 'latin1');
export const FRAME_HEADER = 12;
const OPERATION_HEADER = 9;
const NUMBER_BODY = 10;
/** Header and number: where the operations of a frame begin. */
const FRAME_START = FRAME_HEADER + OPERATION_HEADER + NUMBER_BODY;
/** Longer payloads are not written, so a longer length is damage. */
export const MAX_PAYLOAD = 128 * 1024 * 1024;

export interface Operation {
  readonly kind: number;
  readonly collection: number;
  /** The BSON document, a view into the file's buffer. */
  readonly body: Buffer;
}

/** Collects operations into frames. Its buffer is used again for the next frame. */
export class FrameBuilder {
  #buffer = Buffer.allocUnsafe(256 * 1024);
  #length = FRAME_START;

  get isEmpty(): boolean {
    return this.#length === FRAME_START;
  }

  get size(): number {
    return this.#length;
  }

  add(kind: Kind, collection: number, body: Uint8Array): void {
    const start = this.#length;
    const end = start + OPERATION_HEADER + body.length;
    if (end > this.#buffer.length) this.#grow(end);
    this.#buffer.writeUInt8(kind, start);
    this.#buffer.writeUInt32LE(collection, start + 1);
    this.#buffer.writeUInt32LE(body.length, start + 5);
    this.#buffer.set(body, start + OPERATION_HEADER);
    this.#length = end;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }

  /** Drops the operations added so far. */
  clear(): void {
    this.#length = FRAME_START;
  }

  /** The finished frame, which follows `before`; valid until the next `add`. The builder begins anew. */
  take(before: FrameId): Buffer {
    const frame = this.#buffer.subarray(0, this.#length);
    writeNumber(frame, before);
    const payload = frame.subarray(FRAME_HEADER);
    MAGIC.copy(frame, 0);
    frame.writeUInt32LE(payload.length, 4);
    frame.writeUInt32LE(crc32(payload), 8);
    this.#length = FRAME_START;
    if (this.#buffer.length > 8 * 1024 * 1024) this.#buffer = Buffer.allocUnsafe(256 * 1024);
    return frame;
  }
}

function writeNumber(frame: Buffer, before: FrameId): void {
  frame.writeUInt8(KIND.number, FRAME_HEADER);
  frame.writeUInt32LE(0, FRAME_HEADER + 1);
  frame.writeUInt32LE(NUMBER_BODY, FRAME_HEADER + 5);
  frame.writeUIntLE(before.number + 1, FRAME_START - NUMBER_BODY, 6);
  frame.writeUInt32LE(before.checksum, FRAME_START - 4);
}

/** The identity of a frame made by the builder. */
export function idOf(frame: Buffer): FrameId {
  return { number: frame.readUIntLE(FRAME_START - NUMBER_BODY, 6), checksum: frame.readUInt32LE(8) };
}

/** Number and previous checksum in a payload; undefined if an older version wrote it. */
export function numberOf(payload: Buffer): { number: number; previous: number } | undefined {
  if (payload.length < OPERATION_HEADER + NUMBER_BODY || payload[0] !== KIND.number) return undefined;
  return {
    number: payload.readUIntLE(OPERATION_HEADER, 6),
    previous: payload.readUInt32LE(OPERATION_HEADER + 6),
  };
}

export function* operationsOf(payload: Buffer): Generator<Operation> {
  let at = 0;
  while (at < payload.length) {
    const length = payload.readUInt32LE(at + 5);
    const start = at + OPERATION_HEADER;
    yield {
      kind: payload.readUInt8(at),
      collection: payload.readUInt32LE(at + 1),
      body: payload.subarray(start, start + length),
    };
    at = start + length;
  }
}

export type FrameRead =
  | { readonly state: 'frame'; readonly payload: Buffer; readonly checksum: number; readonly end: number }
  | { readonly state: 'more' }
  | { readonly state: 'damaged'; readonly reason: string };

/** Reads the frame that begins at `at`; `more`: the buffer ends before the frame does. */
export function readFrame(buffer: Buffer, at: number): FrameRead {
  if (buffer.length - at < FRAME_HEADER) return { state: 'more' };
  if (buffer.compare(MAGIC, 0, 4, at, at + 4) !== 0)
    return { state: 'damaged', reason: 'no frame begins here' };
  const length = buffer.readUInt32LE(at + 4);
  if (length > MAX_PAYLOAD) return { state: 'damaged', reason: `impossible length ${length}` };
  const end = at + FRAME_HEADER + length;
  if (end > buffer.length) return { state: 'more' };
  const payload = buffer.subarray(at + FRAME_HEADER, end);
  const checksum = buffer.readUInt32LE(at + 8);
  if (crc32(payload) !== checksum) return { state: 'damaged', reason: 'checksum does not fit' };
  return { state: 'frame', payload, checksum, end };
}
