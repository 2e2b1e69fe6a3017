// A large object in parts, each of which is tried again alone. Until the last call nobody sees any of it.
import type { S3Client } from '@aws-sdk/client-s3';
import type * as Client from '@aws-sdk/client-s3';

/** The least that servers take is 5 MB. */
export const PORTION_BYTES = 8 * 1024 * 1024;
/** Servers take 10,000 parts. Some take only equal ones, so parts grow where no other way is left: 16 GB are equal, 512 GB is the most. */
const EQUAL_PARTS = 2_000;
const LATE_PORTION_BYTES = 64 * 1024 * 1024;

interface Sender {
  readonly sdk: typeof Client;
  readonly client: S3Client;
}

interface PutInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly IfNoneMatch?: string;
  readonly IfMatch?: string;
}

/** What is to be sent could not be read: no fault of the bucket. */
export class SourceFailure extends Error {
  constructor(cause: unknown) {
    super('what is to be sent could not be read', { cause });
  }
}

/** `number`: counted from zero. */
export function portionBytes(number: number): number {
  return number < EQUAL_PARTS ? PORTION_BYTES : LATE_PORTION_BYTES;
}

/** The pieces as parts, of which the last one may be smaller. Throws SourceFailure. */
export async function* inPortions(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  let made = 0;
  for await (let piece of readable(pieces)) {
    while (size + piece.length >= portionBytes(made)) {
      const taken = portionBytes(made) - size;
      waiting.push(piece.subarray(0, taken));
      piece = piece.subarray(taken);
      yield whole(waiting);
      [waiting, size] = [[], 0];
      made += 1;
    }
    if (piece.length > 0) waiting.push(piece);
    size += piece.length;
  }
  if (size > 0) yield whole(waiting);
}

async function* readable(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    throw new SourceFailure(error);
  }
}

function whole(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
}

export async function putMultipart(
  sender: Sender,
  input: PutInput,
  parts: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { sdk, client } = sender;
  const { Bucket, Key } = input;
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key }));
  if (UploadId === undefined) throw new Error('the server began no upload');
  const upload = { Bucket, Key, UploadId };
  try {
    const Parts = await putParts(sender, upload, parts);
    await client.send(
      new sdk.CompleteMultipartUploadCommand({ ...input, UploadId, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    // Parts that stay would be paid for. A rule of the bucket drops those of a process that was killed.
    await client.send(new sdk.AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function putParts(
  { sdk, client }: Sender,
  upload: { readonly Bucket: string; readonly Key: string; readonly UploadId: string },
  bodies: AsyncIterable<Uint8Array>,
): Promise<{ ETag: string; PartNumber: number }[]> {
  const parts: { ETag: string; PartNumber: number }[] = [];
  for await (const Body of bodies) {
    const PartNumber = parts.length + 1;
    const { ETag = '' } = await client.send(new sdk.UploadPartCommand({ ...upload, PartNumber, Body }));
    parts.push({ ETag, PartNumber });
  }
  return parts;
}
