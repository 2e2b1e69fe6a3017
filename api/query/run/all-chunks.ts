// All chunks of a run, in the order of their numbers, or those behind a number.
import type { Chunk } from '../../../domain/run/chunk.ts';
import type { ApiPorts } from '../../ports.ts';
import { given } from '../../../domain/system/given.ts';

const CHUNKS_AT_ONCE = 1_000;

export async function allChunks(
  { chunks }: Pick<ApiPorts, 'chunks'>,
  runId: string,
  behind?: number,
): Promise<Chunk[]> {
  const all: Chunk[] = [];
  for (;;) {
    const after = all.at(-1)?.chunkNo ?? behind;
    const some = await chunks.list(runId, {
      limit: CHUNKS_AT_ONCE,
      ...given({ after }),
    });
    all.push(...some);
    if (some.length < CHUNKS_AT_ONCE) return all;
  }
}
