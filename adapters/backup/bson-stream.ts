// Documents one behind the other, each with its length in front, as BSON has it: the form of `mongodump`.

const LENGTH_BYTES = 4;
/** An empty document. */
const LEAST_BYTES = 5;
/** MongoDB's own bound of a document, and some room. */
const MAX_BYTES = 17 * 1024 * 1024;

/** Throws where the stream ends within a document, or has no documents at all. */
export async function* splitDocuments(pieces: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    for (;;) {
      const length = at + LENGTH_BYTES <= bytes.length ? lengthAt(bytes, at) : null;
      if (length === null || at + length > bytes.length) break;
      yield bytes.subarray(at, at + length);
      at += length;
    }
    rest = bytes.subarray(at);
  }
  if (rest.length > 0) throw new Error('it ends within a document');
}

function lengthAt(bytes: Buffer, at: number): number {
  const length = bytes.readInt32LE(at);
  if (length < LEAST_BYTES || length > MAX_BYTES) throw new Error(`it has a document of ${length} bytes`);
  return length;
}
