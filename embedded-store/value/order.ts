// The order of BSON values. A value is encoded as a string whose code units sort as the value does (by type
// in BSON order, then by value). The encoding ends itself, so a compound key is a concatenation and an index
// is a tree of strings. Strings compare by UTF-16 code unit; a server compares UTF-8, which differs only
// between astral and U+E000..U+FFFF.
import {
  EJSON,
  type Binary,
  type BSONSymbol,
  type Decimal128,
  type Long,
  type ObjectId,
  type Timestamp,
} from 'bson';
import { isDoc, isList, type Doc } from './document.ts';

export const TYPE = {
  minKey: 0x10,
  emptyArray: 0x14,
  null: 0x18,
  number: 0x1c,
  string: 0x20,
  object: 0x24,
  array: 0x28,
  binary: 0x2c,
  objectId: 0x30,
  boolean: 0x34,
  date: 0x38,
  timestamp: 0x3c,
  regex: 0x40,
  other: 0x44,
  maxKey: 0x48,
} as const;

/** Sorts after every key that continues the string to which it is appended. */
export const AFTER = '\uffff';
const END = '\x04';
const scratch = new DataView(new ArrayBuffer(8));
const MAX_SAFE = 2 ** 53;

/** Big-endian IEEE 754 with the sign folded in, so that bytes sort as numbers; NaN first. */
function encodeDouble(value: number): string {
  if (Number.isNaN(value)) return '\0\0\0\0\0\0\0\0';
  scratch.setFloat64(0, value === 0 ? 0 : value);
  let high = scratch.getUint32(0);
  let low = scratch.getUint32(4);
  if (high >>> 31 === 1) {
    high = ~high;
    low = ~low;
  } else {
    high ^= 0x80000000;
  }
  return String.fromCharCode(
    high >>> 24,
    (high >>> 16) & 255,
    (high >>> 8) & 255,
    high & 255,
    low >>> 24,
    (low >>> 16) & 255,
    (low >>> 8) & 255,
    low & 255,
  );
}

/** Beyond 2^53 a 64-bit integer may differ from its double: the difference follows, to be exact. */
function encodeNumber(value: number, exact?: bigint): string {
  const body = String.fromCharCode(TYPE.number) + encodeDouble(value);
  if (Math.abs(value) < MAX_SAFE || !Number.isFinite(value)) return body;
  const distance = exact === undefined ? 0 : Number(exact - BigInt(value));
  return body + String.fromCharCode(0x4000 + distance);
}

/** 0 ends a string; 0 and 1 within it are written as two units that keep their order. */
function encodeText(text: string): string {
  if (!text.includes('\0') && !text.includes('\x01')) return text;
  return text.replaceAll('\x01', '\x01\x02').replaceAll('\0', '\x01\x01');
}

function encodeBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function encodeList(list: readonly unknown[]): string {
  let out = String.fromCharCode(TYPE.array);
  for (const item of list) out += encodeValue(item);
  return out + END;
}

function encodeDoc(doc: Doc): string {
  let out = String.fromCharCode(TYPE.object);
  for (const name in doc) {
    const value = encodeValue(doc[name]);
    out += `${value.charAt(0)}${encodeText(name)}\0${value}`;
  }
  return out + END;
}

function encodeBinary(value: Binary): string {
  const bytes = value.buffer.subarray(0, value.position);
  const size = String.fromCharCode(bytes.length >>> 16, bytes.length & 0xffff, value.sub_type);
  return String.fromCharCode(TYPE.binary) + size + encodeBytes(bytes);
}

function encodeTimestamp(value: Timestamp): string {
  return String.fromCharCode(TYPE.timestamp) + encodeDouble(value.t) + encodeDouble(value.i);
}

function encodeRegex(source: string, flags: string): string {
  return `${String.fromCharCode(TYPE.regex)}${encodeText(source)}\0${encodeText(flags)}\0`;
}

function encodeInt64(value: bigint): string {
  return encodeNumber(Number(value), value);
}

/** Encodes BSON classes, recognised by their tag as in the driver. */
function encodeTagged(value: object, tag: string): string {
  switch (tag) {
    case 'ObjectId':
      return String.fromCharCode(TYPE.objectId) + encodeBytes((value as ObjectId).id);
    case 'Binary':
      return encodeBinary(value as Binary);
    case 'Long':
      return encodeInt64((value as Long).toBigInt());
    case 'Int32':
    case 'Double':
      return encodeNumber(Number(value.valueOf()));
    case 'Decimal128':
      return encodeNumber(Number((value as Decimal128).toString()));
    case 'Timestamp':
      return encodeTimestamp(value as Timestamp);
    case 'BSONRegExp': {
      const regex = value as { pattern: string; options: string };
      return encodeRegex(regex.pattern, regex.options);
    }
    case 'BSONSymbol':
      return `${String.fromCharCode(TYPE.string)}${encodeText((value as BSONSymbol).value)}\0`;
    case 'MinKey':
      return String.fromCharCode(TYPE.minKey);
    case 'MaxKey':
      return String.fromCharCode(TYPE.maxKey);
    default:
      return `${String.fromCharCode(TYPE.other)}${encodeText(EJSON.stringify(value))}\0`;
  }
}

function encodeObject(value: object): string {
  if (isList(value)) return encodeList(value);
  if (value instanceof Date) return String.fromCharCode(TYPE.date) + encodeDouble(value.getTime());
  if (value instanceof RegExp) return encodeRegex(value.source, value.flags);
  if (isDoc(value)) return encodeDoc(value);
  const tag = (value as { _bsontype?: unknown })._bsontype;
  return encodeTagged(value, typeof tag === 'string' ? tag : '');
}

const NULL_KEY = String.fromCharCode(TYPE.null);
export const EMPTY_ARRAY_KEY = String.fromCharCode(TYPE.emptyArray);

/** The sortable form of one value; a missing value sorts as null. */
export function encodeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `${String.fromCharCode(TYPE.string)}${encodeText(value)}\0`;
    case 'number':
      return encodeNumber(value);
    case 'boolean':
      return String.fromCharCode(TYPE.boolean, value ? 1 : 0);
    case 'bigint':
      return encodeInt64(value);
    case 'object':
      return value === null ? NULL_KEY : encodeObject(value);
    default:
      return NULL_KEY;
  }
}

/** Reverses the order of an encoded value, for descending fields. Fixed-width forms stay in one byte. */
export function invertKey(key: string): string {
  const first = key.charCodeAt(0);
  const fixed = first === TYPE.number || (first >= TYPE.objectId && first <= TYPE.date);
  let out = String.fromCharCode(0xff - first);
  for (let i = 1; i < key.length; i++) {
    out += String.fromCharCode(
      (fixed && i < (first === TYPE.number ? 9 : 13) ? 0xff : 0xffff) - key.charCodeAt(i),
    );
  }
  return out;
}

/** Type class of a value: comparisons other than equality are true only within one class. */
export function typeClass(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return TYPE.string;
    case 'number':
    case 'bigint':
      return TYPE.number;
    case 'boolean':
      return TYPE.boolean;
    case 'object':
      return value === null ? TYPE.null : classOfObject(value);
    default:
      return TYPE.null;
  }
}

function classOfObject(value: object): number {
  if (value instanceof Date) return TYPE.date;
  if (isList(value)) return TYPE.array;
  if (isDoc(value)) return TYPE.object;
  return encodeObject(value).charCodeAt(0);
}

export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a === typeof b && (typeof a === 'string' || typeof a === 'number')) {
    if (!Number.isNaN(a) && !Number.isNaN(b)) return (a as string) < (b as string) ? -1 : 1;
  }
  if (a instanceof Date && b instanceof Date) return Math.sign(a.getTime() - b.getTime());
  const left = encodeValue(a);
  const right = encodeValue(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equalValues(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' && typeof b !== 'object' && typeof a === typeof b) {
    return Number.isNaN(a) && Number.isNaN(b);
  }
  return compareValues(a, b) === 0;
}

/**
 * True if both values are the same including their type; by this an update knows whether it changed anything.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    return a.constructor === b.constructor && encodeValue(a) === encodeValue(b);
  }
  return typeof a === typeof b && equalValues(a, b);
}
