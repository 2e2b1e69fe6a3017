// A large object in parts, each of which is tried again alone. Until the last call nobody sees any of it.
import type { S3Client } from '@aws-sdk/client-s3';
import type * as Client from '@aws-sdk/client-s3';

/** The least that servers take is 5 MB. */
const PART_BYTES = 8 * 1024 * 1024;

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

export async function putMultipart(sender: Sender, input: PutInput, body: Uint8Array): Promise<void> {
  const { sdk, client } = sender;
  const { Bucket, Key } = input;
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key }));
  if (UploadId === undefined) throw new Error('the server began no upload');
  const upload = { Bucket, Key, UploadId };
  try {
    const Parts = await putParts(sender, upload, body);
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
  body: Uint8Array,
): Promise<{ ETag: string; PartNumber: number }[]> {
  const parts: { ETag: string; PartNumber: number }[] = [];
  for (let from = 0; from < body.length; from += PART_BYTES) {
    const PartNumber = parts.length + 1;
    const part = { ...upload, PartNumber, Body: body.subarray(from, from + PART_BYTES) };
    const { ETag = '' } = await client.send(new sdk.UploadPartCommand(part));
    parts.push({ ETag, PartNumber });
  }
  return parts;
}
