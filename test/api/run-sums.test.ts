import { beforeEach, describe, expect, it } from 'vitest';
import { runSums } from '../../api/query/run/run-sums.ts';
import type { Chunk } from '../../domain/run/chunk.ts';
import type { ChunkStore } from '../../domain/run/run-store.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import { sampleChunk } from '../contracts/sample-documents.ts';
import { createChunkStore } from '../support/memory/chunk-store.ts';

const T0 = Date.UTC(2026, 5, 1);
const MINUTE_MS = 60_000;

let store: ChunkStore;
let read: number;
let now: number;

beforeEach(() => {
  const memory = createChunkStore();
  read = 0;
  now = T0;
  store = {
    ...memory,
    list: async (runId, query) => {
      const found = await memory.list(runId, query);
      read += found.length;
      return found;
    },
  };
});

function sums() {
  return runSums({ chunks: store, clock: { now: () => new Date(now) } as never }, 'run_1');
}

async function put(chunkNo: number, fields: Partial<Chunk>): Promise<void> {
  await store.insert(sampleChunk('run_1', chunkNo, fields));
}

const committed = (at: number, stored: number) => ({
  state: 'committed' as const,
  committedAt: new Date(at),
  counts: { ...NO_COUNTS, stored, reasons: { stored } },
});

describe('the sums over the chunks of a run that goes on', () => {
  it('are the same when those that ended a while ago are not read again', async () => {
    await put(1, committed(T0 - 10 * MINUTE_MS, 5));
    await put(2, committed(T0 - 9 * MINUTE_MS, 7));
    await put(3, committed(T0, 11));
    await put(4, { state: 'planned', firstVisits: 20 });
    const first = await sums();
    expect(first).toMatchObject({
      counts: { stored: 23, reasons: { stored: 23 } },
      openVisits: 20,
      chunks: 4,
    });
    expect(read).toBe(4);
    const again = await sums();
    expect(again).toEqual(first);
    expect(read).toBe(6);
    expect(again.recent.map(({ chunkNo }) => chunkNo)).toEqual([3, 4]);
    expect(again.savedAt).toEqual(new Date(T0 - 9 * MINUTE_MS));
  });

  it('wait for a chunk that goes on, however many after it have ended', async () => {
    await put(1, { state: 'scraped', firstVisits: 3 });
    await put(2, committed(T0 - 10 * MINUTE_MS, 5));
    await sums();
    await store.move('run_1:1', ['scraped'], committed(T0, 3));
    expect(await sums()).toMatchObject({ counts: { stored: 8 }, openVisits: 0, chunks: 2 });
    now += 10 * MINUTE_MS;
    expect(await sums()).toMatchObject({ counts: { stored: 8 }, chunks: 2, recent: [] });
    read = 0;
    expect(await sums()).toMatchObject({ counts: { stored: 8 }, chunks: 2 });
    expect(read).toBe(0);
  });

  it('leave out what was dropped, and hold the others back', async () => {
    await put(1, committed(T0 - 10 * MINUTE_MS, 2));
    await put(2, { state: 'dropped' });
    await put(3, committed(T0 - 10 * MINUTE_MS, 4));
    for (let time = 0; time < 2; time += 1)
      expect(await sums()).toMatchObject({ counts: { stored: 6 }, openVisits: 0, chunks: 3 });
  });
});
