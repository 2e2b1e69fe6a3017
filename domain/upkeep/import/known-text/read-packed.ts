// Reads what webchanges packs of a snapshot: a map in MessagePack (github.com/msgpack/msgpack/blob/master/spec.md). What is nested in
// it is passed over.

export type PackedValue = string | number | boolean | Uint8Array | null;

/** Maps and lists in each other. */
const MAX_DEPTH = 32;
const MAX_MEMBERS = 100;

class Damaged extends Error {}

/** Members by name, without those that are lists or maps; null: it is no such map, or is damaged. */
export function readPacked(bytes: Uint8Array): ReadonlyMap<string, PackedValue> | null {
  try {
    return membersOf(new Cursor(bytes));
  } catch (error) {
    // What ends too early is read beyond its end.
    if (error instanceof Damaged || error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}

function membersOf(cursor: Cursor): ReadonlyMap<string, PackedValue> {
  const head = readHead(cursor);
  if (head.kind !== 'map' || head.size > MAX_MEMBERS) throw new Damaged();
  const members = new Map<string, PackedValue>();
  for (let left = head.size; left > 0; left -= 1) {
    const name = readValue(cursor, 1);
    const value = readValue(cursor, 1);
    if (typeof name === 'string' && value !== undefined) members.set(name, value);
  }
  return members;
}

class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  take(size: number): Uint8Array {
    const end = this.#at + size;
    if (end > this.#bytes.length) throw new Damaged();
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** `read` throws where the bytes end before. */
  number(size: number, read: (view: DataView, at: number) => number | bigint): number {
    const value = Number(read(this.#view, this.#at));
    this.#at += size;
    return value;
  }

  unsigned(size: 1 | 2 | 4): number {
    return this.number(size, (view, at) =>
      size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at) : view.getUint32(at),
    );
  }
}

interface Head {
  readonly kind: 'text' | 'bytes' | 'list' | 'map' | 'value';
  /** Bytes of a text, members of a map. */
  readonly size: number;
  readonly value: number | boolean | null;
}

function sized(kind: Head['kind'], size: number): Head {
  return { kind, size, value: null };
}

function plain(value: Head['value']): Head {
  return { kind: 'value', size: 0, value };
}

/** By their first byte; each reads what follows it. */
const HEADS: Readonly<Record<number, (cursor: Cursor) => Head>> = {
  0xc0: () => plain(null),
  0xc2: () => plain(false),
  0xc3: () => plain(true),
  0xc4: (cursor) => sized('bytes', cursor.unsigned(1)),
  0xc5: (cursor) => sized('bytes', cursor.unsigned(2)),
  0xc6: (cursor) => sized('bytes', cursor.unsigned(4)),
  0xca: (cursor) => plain(cursor.number(4, (view, at) => view.getFloat32(at))),
  0xcb: (cursor) => plain(cursor.number(8, (view, at) => view.getFloat64(at))),
  0xcc: (cursor) => plain(cursor.unsigned(1)),
  0xcd: (cursor) => plain(cursor.unsigned(2)),
  0xce: (cursor) => plain(cursor.unsigned(4)),
  0xcf: (cursor) => plain(cursor.number(8, (view, at) => view.getBigUint64(at))),
  0xd0: (cursor) => plain(cursor.number(1, (view, at) => view.getInt8(at))),
  0xd1: (cursor) => plain(cursor.number(2, (view, at) => view.getInt16(at))),
  0xd2: (cursor) => plain(cursor.number(4, (view, at) => view.getInt32(at))),
  0xd3: (cursor) => plain(cursor.number(8, (view, at) => view.getBigInt64(at))),
  0xd9: (cursor) => sized('text', cursor.unsigned(1)),
  0xda: (cursor) => sized('text', cursor.unsigned(2)),
  0xdb: (cursor) => sized('text', cursor.unsigned(4)),
  0xdc: (cursor) => sized('list', cursor.unsigned(2)),
  0xdd: (cursor) => sized('list', cursor.unsigned(4)),
  0xde: (cursor) => sized('map', cursor.unsigned(2)),
  0xdf: (cursor) => sized('map', cursor.unsigned(4)),
};

function readHead(cursor: Cursor): Head {
  const first = cursor.unsigned(1);
  if (first <= 0x7f) return plain(first);
  if (first >= 0xe0) return plain(first - 0x100);
  if (first <= 0x8f) return sized('map', first & 0x0f);
  if (first <= 0x9f) return sized('list', first & 0x0f);
  if (first <= 0xbf) return sized('text', first & 0x1f);
  const read = HEADS[first];
  if (read === undefined) throw new Damaged();
  return read(cursor);
}

/** Undefined: a list or a map, which was passed over. */
function readValue(cursor: Cursor, depth: number): PackedValue | undefined {
  const { kind, size, value } = readHead(cursor);
  if (kind === 'value') return value;
  if (kind === 'bytes') return cursor.take(size);
  if (kind === 'text') return new TextDecoder('utf-8', { fatal: true }).decode(cursor.take(size));
  if (depth > MAX_DEPTH) throw new Damaged();
  // A size that is made up runs into the end of the bytes.
  for (let left = kind === 'map' ? 2 * size : size; left > 0; left -= 1) readValue(cursor, depth + 1);
  return undefined;
}
