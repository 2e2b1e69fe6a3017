// What every TallyStore promises: what ended is counted once, whoever counts and whoever dies over it.
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { Run } from '../../domain/run/run.ts';
import type { ChunkStore, RunStore } from '../../domain/run/run-store.ts';
import { type TallyStore, countUp } from '../../domain/tally/tally.ts';
import { race } from './race.ts';
import { minutesLater, sampleChunk, sampleRun } from './sample-documents.ts';

interface Stores {
  readonly tally: TallyStore;
  readonly runs: RunStore;
  readonly chunks: ChunkStore;
}

const TOTALS = { ...NO_COUNTS, stored: 4, failed: 1, chunks: 2, discovered: 5, durationMs: 2_500 };
const COUNTS = { ...NO_COUNTS, requests: 7, wireBytes: 900, reasons: { changed: 2, timeout: 1 } };

async function commit({ chunks }: Stores, runId: string, chunkNo: number): Promise<void> {
  const chunk = sampleChunk(runId, chunkNo, { state: 'storing' });
  await chunks.insert(chunk);
  const set = { state: 'committed', counts: COUNTS, uncounted: true, committedAt: minutesLater(1) } as const;
  await chunks.move(chunk._id, ['storing'], set);
}

async function end({ runs }: Stores, runId: string, more: Partial<Run> = {}): Promise<void> {
  const run = sampleRun(runId, { state: 'finalizing', ...more });
  await runs.insert(run);
  await runs.move(run, { state: 'completed', ending: 'completed', totals: TOTALS, uncounted: true }, null);
}

export function describeTallyStore(name: string, create: () => Promise<Stores>): void {
  describe(`tally on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await create();
    });
    const counts = async () => (await stores.tally.read()).counts;

    it('is empty at first', async () => {
      expect(await stores.tally.read()).toEqual({ counts: {}, seq: 0, batch: [] });
      expect(await countUp(stores.tally)).toBe(false);
      expect((await stores.tally.read()).seq).toBe(0);
    });

    it('counts what was worse in a run, and the gates it closed', async () => {
      const finding = { now: 0, usual: 1, low: 1, high: 1 };
      const findings = (['field', 'field', 'pages'] as const).map((kind) => ({ kind, ...finding }));
      const other = await create();
      await end(other, 'worse', {
        degradation: { comparedWith: ['a'], findings },
        gateHits: [{ gate: 'worse than usual', text: 'It was.' }],
      });
      await countUp(other.tally);
      expect((await other.tally.read()).counts).toMatchObject({
        'runFindings|field': 2,
        'runFindings|pages': 1,
        gatesClosed: 1,
      });
    });

    it('counts once, however many count at the same time', async () => {
      await end(stores, 'first');
      await commit(stores, 'first', 1);
      await commit(stores, 'first', 2);
      await race(8, () => countUp(stores.tally));
      await countUp(stores.tally);
      expect(await counts()).toEqual({
        'runs|completed|manual': 1,
        'runSeconds|completed': 2.5,
        'pages|stored': 4,
        'pages|failed': 1,
        'visits|stored|changed': 4,
        'visits|failed|timeout': 2,
        chunks: 2,
        requests: 14,
        wireBytes: 1_800,
      });
      expect(await stores.tally.uncounted(9)).toEqual({ runs: [], chunks: [] });
      expect(await stores.runs.get('first')).not.toHaveProperty('uncounted');
    });

    it('counts once what a process has added and not marked before it died', async () => {
      await commit(stores, 'second', 1);
      const { seq } = await stores.tally.read();
      const { chunks } = await stores.tally.uncounted(9);
      expect(
        await stores.tally.add(
          seq,
          { requests: 7 },
          chunks.map(({ _id }) => _id),
        ),
      ).toBe(true);
      await commit(stores, 'second', 2);
      await countUp(stores.tally);
      expect(await counts()).toMatchObject({ requests: 28 });
    });

    it('refuses a batch that was made before another one was added', async () => {
      const { seq } = await stores.tally.read();
      expect(await stores.tally.add(seq - 1, { requests: 1 }, ['x'])).toBe(false);
      expect(await counts()).toMatchObject({ requests: 28 });
    });

    it('takes batches until nothing is left', async () => {
      for (let n = 1; n <= 3; n += 1) await commit(stores, 'third', n);
      const { chunks } = await stores.tally.uncounted(2);
      expect(chunks).toHaveLength(2);
      while (await countUp(stores.tally));
      expect(await counts()).toMatchObject({ requests: 49 });
    });
  });
}
