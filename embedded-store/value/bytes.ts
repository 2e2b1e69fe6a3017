// Documents from and to BSON, with the options that all parts of the store share. 64-bit integers become
// plain numbers where these are exact, as in the driver. On the way back a number is an int32 if it fits,
// else a double.
import { calculateObjectSize, deserialize, serialize } from 'bson';
import { StoreError } from '../failure.ts';
import { detachBinaries, type Doc } from './document.ts';

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A document that keeps no reference to the buffer it was read from. */
export function decode(bytes: Uint8Array): Doc {
  const doc: Doc = deserialize(bytes, { validation: { utf8: false } });
  detachBinaries(doc);
  return doc;
}

export function encode(doc: Doc): Uint8Array {
  return serialize(doc, { ignoreUndefined: true });
}

/** Size in BSON; throws for documents above the limit of 16 MiB. */
export function sizeOf(doc: Doc): number {
  const size = calculateObjectSize(doc, { ignoreUndefined: true });
  checkSize(size);
  return size;
}

export function checkSize(size: number): void {
  if (size > MAX_DOCUMENT_BYTES) {
    throw new StoreError(
      'BSONObjectTooLarge',
      `document of ${size} bytes is larger than ${MAX_DOCUMENT_BYTES}`,
    );
  }
}
