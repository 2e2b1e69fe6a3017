// Compresses texts, links and bodies of pages by brotli; they may be read again years later.
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  brotliDecompress,
  brotliDecompressSync,
  constants,
} from 'node:zlib';
import { isWebp } from '../domain/system/blob/webp.ts';

const compressPooled = promisify(brotliCompress);
const decompressPooled = promisify(brotliDecompress);

/**
 * Measured on 251 real pages of 298 KB: quality 0 takes 0.49 ms and leaves 17.6 %, 1 takes 0.65 and leaves
 * 16.5 %, 2 takes 1.17 and leaves 15.3 %. 3 and 4 are larger than 2 and slower. Bodies and texts are a
 * quarter of what a page costs.
 */
const QUALITY = 0;
/**
 * Content up to this size is compressed synchronously. In the thread pool, dozens at a time, the same work
 * takes several times the CPU: every encoder holds its memory until its turn, and that triggers garbage
 * collections.
 */
const BLOCKING_BYTES = 256 * 1024;

export function compressContent(content: Uint8Array): Uint8Array {
  return brotliCompressSync(content, {
    params: params(content.length),
    chunkSize: pieceBytes(content.length / 4),
  });
}

/** Compresses large content in the thread pool, so that it does not block the event loop. */
export async function compressLarge(content: Uint8Array): Promise<Uint8Array> {
  if (content.length <= BLOCKING_BYTES) return compressContent(content);
  return compressPooled(content, { params: params(content.length) });
}

/** Size of the pieces in which output is made and then joined; one piece is enough for most pages. */
const PIECE_BYTES = { min: 4 * 1024, max: 1024 * 1024 };

export function decompressContent(kept: Uint8Array): Buffer {
  return brotliDecompressSync(kept, { chunkSize: pieceBytes(kept.length * 4) });
}

/**
 * Packs what is compressed as small as can be, in the thread pool; returns it as it was if that is no smaller. For content
 * that is hardly read any more: it takes about 50 times the CPU of `compressContent`.
 */
export async function packAgain(kept: Uint8Array): Promise<Uint8Array> {
  const content = await decompressPooled(kept);
  // A picture is as small as it gets.
  if (isWebp(content)) return kept;
  const packed = await compressPooled(content, {
    params: { ...params(content.length), [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  return packed.length < kept.length ? packed : kept;
}

function pieceBytes(expected: number): number {
  return Math.min(PIECE_BYTES.max, Math.max(PIECE_BYTES.min, Math.ceil(expected)));
}

function params(length: number): Record<number, number> {
  return { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: length };
}
