// What every TallyStore promises: what ended is counted once, whoever counts and whoever dies over it.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Attempt, DeliveryStore } from '../../domain/alert/delivery/delivery.ts';
import type { IncidentStore } from '../../domain/alert/incident/incident.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { Run } from '../../domain/run/run.ts';
import type { ChunkStore, RunStore } from '../../domain/run/run-store.ts';
import { countUp } from '../../domain/upkeep/tally/count-up.ts';
import { type TallyStore, batchOf } from '../../domain/upkeep/tally/tally.ts';
import { sampleDelivery } from './alert-stores.ts';
import { race } from './race.ts';
import { sampleIncident } from './sample-alerts.ts';
import { minutesLater, sampleChunk, sampleRun } from './sample-documents.ts';

interface Stores {
  readonly incidents: IncidentStore;
  readonly deliveries: DeliveryStore;
  readonly tally: TallyStore;
  readonly runs: RunStore;
  readonly chunks: ChunkStore;
}

const TOTALS = { ...NO_COUNTS, stored: 4, failed: 1, chunks: 2, discovered: 5, durationMs: 2_500 };
const OTHERWISE = {
  kind: 'other-selector',
  count: 2,
  since: 1,
  url: 'http://shop.test/',
  detail: '',
} as const;
const COUNTS = {
  ...NO_COUNTS,
  requests: 7,
  wireBytes: 900,
  reasons: { changed: 2, timeout: 1 },
  fallbacks: [OTHERWISE],
};

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
        'runDuration|completed|10000': 1,
        'runDuration|completed|sum': 2.5,
        'pages|stored': 4,
        'pages|failed': 1,
        'visits|stored|changed': 4,
        'visits|failed|timeout': 2,
        'fallbacks|other-selector': 4,
        chunks: 2,
        requests: 14,
        wireBytes: 1_800,
      });
      expect(batchOf(await stores.tally.uncounted(9))).toEqual([]);
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

    it('counts the time of a message once, and lets nobody put the mark back', async () => {
      const { incidents, tally } = stores;
      const told = sampleIncident('inc_told', { tellingMs: 800, uncounted: true, told: 1 });
      await incidents.insert([told]);
      await race(4, () => countUp(tally));
      await countUp(tally);
      expect(await counts()).toMatchObject({ 'changeToMessage|1000': 1, 'changeToMessage|sum': 0.8 });
      expect(await incidents.get('inc_told')).not.toHaveProperty('uncounted');
      expect(await incidents.replace(told, told.v)).toBe(false);
    });

    it('counts each attempt of a delivery once, one that is made meanwhile too', async () => {
      const { deliveries, tally } = stores;
      const attempt = (no: number, result: Attempt['result']): Attempt => {
        const told = { request: null, status: null, answer: '', detail: '' };
        return { at: minutesLater(no), round: 1, no, tookMs: 300, result, ...told };
      };
      const attempts = [attempt(1, 'failed')];
      const first = sampleDelivery('dlv_counted', { attempts, made: 1, tries: 1, uncounted: true });
      await deliveries.insert(first);
      const seen = batchOf(await tally.uncounted(9));
      const set = {
        attempts: [...attempts, attempt(2, 'delivered')],
        tries: 2,
        made: 2,
        uncounted: true,
      } as const;
      await deliveries.move(first, { ...set, updatedAt: minutesLater(2) });
      const { seq } = await tally.read();
      await tally.add(seq, { 'deliveryAttempt|failed|500': 1 }, seen);
      while (await countUp(tally));
      await countUp(tally);
      expect(await counts()).toMatchObject({
        'deliveryAttempt|failed|500': 1,
        'deliveryAttempt|delivered|500': 1,
      });
      expect(await deliveries.get('dlv_counted')).not.toHaveProperty('uncounted');
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
