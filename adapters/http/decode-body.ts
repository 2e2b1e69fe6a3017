// Content decoding with a size limit. It is strict about the end of the stream, because a truncated body must
// never look like a changed page. Small bodies are decoded synchronously, large ones in the thread pool.
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { FailureDetail } from './failure.ts';

export type DecodeResult =
  | { readonly ok: true; readonly body: Uint8Array }
  | ({ readonly ok: false } & FailureDetail);

const MAX_LAYERS = 2;
// Decoding more than this synchronously could delay other fetches by more than some 10 ms.
const SYNC_LIMIT_BYTES = 512 * 1024;

type Coding = 'gzip' | 'deflate' | 'raw-deflate' | 'br';

const SYNC = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  'raw-deflate': zlib.inflateRawSync,
  br: zlib.brotliDecompressSync,
} as const;

const ASYNC = {
  gzip: promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  deflate: promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflate),
  'raw-deflate': promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflateRaw),
  br: promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
} as const;

export const ACCEPT_ENCODING = 'gzip, deflate, br';

/** `encoding` is the Content-Encoding header: codings in the order they were applied. */
export async function decodeBody(
  wire: Uint8Array,
  encoding: string,
  maxBytes: number,
): Promise<DecodeResult> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MAX_LAYERS)
    return fault('bad-encoding', `${codings.length} layers of content-encoding`);
  let body = wire;
  for (const name of codings.reverse()) {
    if (body.length === 0) break; // an empty body is empty in every coding
    const coding = codingOf(name, body);
    if (coding === null)
      return fault('bad-encoding', `content-encoding "${name.slice(0, 40)}" is not supported`);
    const result = await decodeLayer(body, coding, maxBytes);
    if (!result.ok) return result;
    body = result.body;
  }
  return body.length > maxBytes ? fault('too-large', `more than ${maxBytes} bytes`) : { ok: true, body };
}

function codingOf(name: string, body: Uint8Array): Coding | null {
  if (name === 'gzip' || name === 'x-gzip') return 'gzip';
  if (name === 'br') return 'br';
  if (name !== 'deflate') return null;
  // The standard says zlib, half of the servers send raw deflate; a zlib header has a checksum.
  const header = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
  return ((body[0] ?? 0) & 0x0f) === 8 && header % 31 === 0 ? 'deflate' : 'raw-deflate';
}

async function decodeLayer(body: Uint8Array, coding: Coding, maxBytes: number): Promise<DecodeResult> {
  const options = { maxOutputLength: maxBytes };
  try {
    const decoded =
      body.length <= SYNC_LIMIT_BYTES ? SYNC[coding](body, options) : await ASYNC[coding](body, options);
    return { ok: true, body: decoded };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const detail = `${coding}: ${error instanceof Error ? error.message : code}`;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return fault('too-large', `more than ${maxBytes} bytes after decoding`);
    return fault(code === 'Z_BUF_ERROR' ? 'truncated' : 'bad-encoding', detail);
  }
}

function fault(reason: FailureDetail['reason'], detail: string): DecodeResult {
  return { ok: false, reason, detail };
}
