// The id of a chunk: `<runId>:<chunkNo>`.
import { ownedId } from '../system/owned-id.ts';

export function chunkId(runId: string, chunkNo: number): string {
  return ownedId(runId, chunkNo);
}
