// Who holds the lease of a host: `<runId>:<chunkNo>:<ulid>`, an attempt of a chunk.
export function leaseHolder(runId: string, chunkNo: number, ulid: string): string {
  return `${runId}:${chunkNo}:${ulid}`;
}
