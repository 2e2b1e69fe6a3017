// Copies the blobs that a parse thread compressed into one piece of memory, which is transferred. Sent one by
// one, each blob of a few hundred bytes would be copied with the 16 KB buffer that zlib made for it.
import type { ContentBlob, ParseReply } from '../../domain/run/stage/page-parser.ts';

export interface GatheredReplies {
  readonly replies: ParseReply[];
  /** Bytes of all blobs; to be transferred with the message. */
  readonly memory: ArrayBuffer;
}

export function gatherBlobs(replies: readonly ParseReply[]): GatheredReplies {
  const length = replies.reduce((sum, reply) => sum + blobBytes(reply), 0);
  const memory = new ArrayBuffer(length);
  let offset = 0;
  const place = <Blob extends ContentBlob>(blob: Blob): Blob => {
    const bytes = new Uint8Array(memory, offset, blob.bytes.length);
    bytes.set(blob.bytes);
    offset += bytes.length;
    return { ...blob, bytes };
  };
  return {
    memory,
    replies: replies.map((reply) =>
      reply.ok
        ? { ...reply, blocks: place(reply.blocks), links: reply.links === null ? null : place(reply.links) }
        : reply,
    ),
  };
}

function blobBytes(reply: ParseReply): number {
  return reply.ok ? reply.blocks.bytes.length + (reply.links?.bytes.length ?? 0) : 0;
}
