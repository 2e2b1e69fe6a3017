// Unpacks what other tools packed by brotli, within a bound.
import { brotliDecompressSync } from 'node:zlib';

/** Null: it is damaged, or longer than `most` bytes. */
export function unpackBrotli(bytes: Uint8Array, most: number): Uint8Array | null {
  try {
    return brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch {
    return null;
  }
}
