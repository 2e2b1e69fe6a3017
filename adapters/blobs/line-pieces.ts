// Compresses and unpacks lines of text in pieces: the rows of 500 pages are megabytes, but only one piece at
// a time is there as text. Each piece is a gzip member of its own; gunzip joins them.
import { StringDecoder } from 'node:string_decoder';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
/** The lines are read back within seconds: higher levels cost more than the disk they save. */
const LEVEL = 1;
const PIECE_CHARS = 256 * 1024;
/** Size of the buffers for output. */
const BUFFER_BYTES = 64 * 1024;

export async function packLines(lines: Iterable<string>): Promise<Uint8Array[]> {
  const packed: Uint8Array[] = [];
  for (const piece of piecesOf(lines))
    packed.push(await compress(piece, { level: LEVEL, chunkSize: bufferBytes(piece.length) }));
  return packed;
}

/** The packed lines, some at a time. */
export async function* unpackLines(packed: Uint8Array): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8');
  const gunzip = createGunzip({ chunkSize: BUFFER_BYTES });
  gunzip.end(packed);
  let open: string[] = [];
  for await (const bytes of gunzip) {
    const [first = '', ...more] = decoder.write(bytes as Buffer).split('\n');
    open.push(first);
    const last = more.pop();
    if (last === undefined) continue;
    yield [open.join(''), ...more];
    open = [last];
  }
  yield [open.join('') + decoder.end()];
}

function* piecesOf(lines: Iterable<string>): Generator<string> {
  let open: string[] = [];
  let chars = 0;
  for (const line of lines) {
    if (chars > PIECE_CHARS) {
      yield `${open.join('\n')}\n`;
      open = [];
      chars = 0;
    }
    open.push(line);
    chars += line.length;
  }
  yield open.join('\n');
}

function bufferBytes(chars: number): number {
  return Math.min(BUFFER_BYTES, Math.max(1_024, chars));
}
