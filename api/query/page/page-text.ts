// Reads a snapshot's text blocks, its body and what the server sent of it from the blob store; all are brotli.
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress } from 'node:zlib';
import { WebloomError } from '../../../domain/system/errors.ts';
import { parseBlocks } from '../../../domain/page/kept-blocks.ts';
import type { Snapshot } from '../../../domain/page/page.ts';
import type { TextBlock } from '../../../domain/reading/page/parsed-page.ts';
import type { ApiPorts } from '../../ports.ts';

interface ReadPorts {
  readonly blobs: Pick<ApiPorts['blobs'], 'get'>;
}

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
/** Limit of the unpacked size: the largest page a job may take, with room for its text. */
const MAX_BYTES = 128 * 1024 * 1024;

export function decompressBlob(bytes: Uint8Array): Promise<Buffer> {
  return decompress(bytes, { maxOutputLength: MAX_BYTES });
}

export async function compressBlob(bytes: Uint8Array): Promise<Uint8Array> {
  return compress(bytes);
}

export async function readBody(ports: ReadPorts, snapshot: Snapshot): Promise<Buffer> {
  return readBlob(ports, snapshot, snapshot.bodyKey);
}

/** What the server sent, before a browser made the body of it; UTF-8. */
export async function readServed(ports: ReadPorts, snapshot: Snapshot): Promise<Buffer> {
  if (snapshot.served !== undefined) return readBlob(ports, snapshot, snapshot.served.key);
  throw new WebloomError('not-found', whyUnserved(snapshot), { facts: { snapshotId: snapshot._id } });
}

/** Why what the server sent does not lie beside a version, in words. */
function whyUnserved({ from, basis }: Snapshot): string {
  if (from !== undefined)
    return 'Another tool knew this version: what the server sent of it is not known here.';
  return basis?.rendered === undefined
    ? 'No browser made this version: what the server sent is its content.'
    : 'What the server sent is not kept of this version: the job did not keep it then, or it could not be had. Set fetch.keepServed to keep it from the next look on.';
}

export async function readBlocks(ports: ReadPorts, snapshot: Snapshot): Promise<readonly TextBlock[]> {
  const bytes = await readBlob(ports, snapshot, snapshot.blocksKey);
  return parseBlocks(bytes.toString('utf8'));
}

async function readBlob({ blobs }: ReadPorts, snapshot: Snapshot, key: string): Promise<Buffer> {
  const bytes = await blobs.get(key);
  if (bytes !== null) return decompressBlob(bytes);
  throw new WebloomError('not-found', 'The content of this snapshot is no longer kept.', {
    facts: { snapshotId: snapshot._id },
  });
}
