// The bytes of an answer that the browser has not taken yet.
import type { CDPSession } from 'playwright-core';

const MAX_PIECE_BYTES = 256 * 1024;

/** Null: there are more than allowed. */
export async function readBody(
  session: CDPSession,
  requestId: string,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const { stream } = await session.send('Fetch.takeResponseBodyAsStream', { requestId });
  const pieces: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const { data, base64Encoded, eof } = await session.send('IO.read', {
      handle: stream,
      size: MAX_PIECE_BYTES,
    });
    const piece = Buffer.from(data, base64Encoded === true ? 'base64' : 'utf8');
    bytes += piece.length;
    if (bytes > maxBytes) return null;
    pieces.push(piece);
    if (eof) return Buffer.concat(pieces);
  }
}
