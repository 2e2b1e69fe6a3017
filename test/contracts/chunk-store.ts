// What every ChunkStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { ChunkQuery, ChunkStore } from '../../domain/run/run-store.ts';
import { race } from './race.ts';
import { sampleChunk, START } from './sample-documents.ts';

export function describeChunkStore(name: string, create: () => Promise<ChunkStore>): void {
  describe(`chunk store on ${name}`, () => {
    let chunks: ChunkStore;
    beforeAll(async () => {
      chunks = await create();
    });

    it('knows how many visits are answered, as long as it is being fetched', async () => {
      const chunk = sampleChunk('answered', 1);
      await chunks.insert(chunk);
      await chunks.noteAnswered(chunk._id, 7, 40);
      expect(await chunks.get('answered', 1)).toMatchObject({
        state: 'planned',
        answered: 7,
        times: { scrape: { startedAt: 40 } },
      });
      await chunks.move(chunk._id, ['planned'], { state: 'scraped', answered: 9 });
      await chunks.noteAnswered(chunk._id, 8, 60);
      expect(await chunks.get('answered', 1)).toMatchObject({ state: 'scraped', answered: 9 });
    });

    it('keeps when each stage worked, told with one move or with several', async () => {
      const scrape = { startedAt: 1, finishedAt: 5, attempts: 2 };
      const later = {
        parse: { startedAt: 6, finishedAt: 8 },
        'detect-change': { startedAt: 8, finishedAt: 9 },
      };
      await chunks.insert(sampleChunk('timed', 1));
      await chunks.move('timed:1', ['planned'], { state: 'scraped', times: { scrape } });
      await chunks.move('timed:1', ['scraped'], { state: 'storing', times: later });
      expect((await chunks.get('timed', 1))?.times).toEqual({ scrape, ...later });
    });

    it('keeps what was done otherwise and how long the chunk had waited, with the moves that bring it', async () => {
      const waited = { since: 40, ms: 6_000 };
      const one = {
        kind: 'slow-store',
        count: 1,
        since: 40,
        url: 'http://shop.test/',
        detail: 'why',
      } as const;
      await chunks.insert(sampleChunk('waited', 1));
      await chunks.move('waited:1', ['planned'], { state: 'storing', waited });
      const counts = { ...NO_COUNTS, fallbacks: [one] };
      await chunks.move('waited:1', ['storing'], { state: 'committed', counts });
      expect(await chunks.get('waited', 1)).toMatchObject({ waited, counts });
      expect((await chunks.list('waited', { limit: 1 }))[0]?.counts?.fallbacks).toEqual([one]);
    });

    it('gives the newest chunks first, of some states alone', async () => {
      for (const chunkNo of [2, 10, 1]) await chunks.insert(sampleChunk('newest', chunkNo));
      await chunks.move('newest:2', ['planned'], { state: 'storing' });
      const numbers = async (query: ChunkQuery): Promise<number[]> =>
        (await chunks.newest('newest', query)).map((chunk) => chunk.chunkNo);
      expect(await numbers({ limit: 5 })).toEqual([10, 2, 1]);
      expect(await numbers({ limit: 1, before: 10 })).toEqual([2]);
      expect(await numbers({ limit: 5, states: ['planned'] })).toEqual([10, 1]);
    });

    it('keeps the first document of a chunk, whoever comes late', async () => {
      const chunk = sampleChunk('first', 1);
      expect(await chunks.insert(chunk)).toBe(true);
      expect(await chunks.insert({ ...chunk, planFile: 'another' })).toBe(false);
      expect(await chunks.get('first', 1)).toEqual(chunk);
      expect(await chunks.get('first', 2)).toBeNull();
    });

    it('commits a chunk once, and keeps the files of every stage', async () => {
      await chunks.insert(sampleChunk('moved', 1));
      await chunks.move('moved:1', ['planned'], { state: 'scraped', files: { scrape: 'scrape.1' } });
      await chunks.move('moved:1', ['scraped'], { state: 'storing', files: { 'detect-change': 'detect.1' } });
      const counts = { ...NO_COUNTS, stored: 2, reasons: { changed: 2 } };
      const answers = await race(16, () =>
        chunks.move('moved:1', ['storing'], { state: 'committed', counts, committedAt: START }),
      );
      expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
      expect(await chunks.get('moved', 1)).toMatchObject({
        state: 'committed',
        counts,
        committedAt: START,
        files: { scrape: 'scrape.1', 'detect-change': 'detect.1' },
      });
    });

    it('lists chunks by number, not by the spelling of it', async () => {
      for (const chunkNo of [10, 2, 1]) await chunks.insert(sampleChunk('listed', chunkNo));
      await chunks.insert(sampleChunk('listed-too', 3));
      await chunks.move('listed:2', ['planned'], { state: 'storing' });
      const numbers = (found: { chunkNo: number }[]): number[] => found.map((chunk) => chunk.chunkNo);
      expect(numbers(await chunks.list('listed', { limit: 5 }))).toEqual([1, 2, 10]);
      expect(numbers(await chunks.list('listed', { after: 1, limit: 1 }))).toEqual([2]);
      expect(numbers(await chunks.listInState('listed', ['planned', 'scraped']))).toEqual([1, 10]);
    });
  });
}
