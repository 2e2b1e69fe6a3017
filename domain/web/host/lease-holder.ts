// The holder of a host's lease: `<runId>:<chunkNo>:<ulid>`, one attempt at a chunk.
export function leaseHolder(runId: string, chunkNo: number, ulid: string): string {
  return `${runId}:${chunkNo}:${ulid}`;
}
