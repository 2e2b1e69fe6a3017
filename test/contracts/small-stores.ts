// What every EventStore, AgentStore, HealthStore, LockStore, IdempotencyStore and TemplateStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { AgentStore } from '../../domain/system/agent/agent.ts';
import {
  type BackupRecord,
  type BackupStore,
  KEPT_BACKUPS,
} from '../../domain/upkeep/backup/backup-record.ts';
import { backupId } from '../../domain/upkeep/backup/backup-id.ts';
import type { EventStore } from '../../domain/system/event/event.ts';
import type { HealthStore } from '../../domain/health/health.ts';
import type { IdempotencyStore } from '../../domain/system/idempotency/idempotency-store.ts';
import type { LockStore } from '../../domain/system/lock/lock-store.ts';
import type { TemplateStore } from '../../domain/page/template.ts';
import { race } from './race.ts';
import { minutesLater, sampleEvent, START } from './sample-documents.ts';

interface SmallStores {
  readonly events: EventStore;
  readonly agents: AgentStore;
  readonly health: HealthStore;
  readonly locks: LockStore;
  readonly idempotency: IdempotencyStore;
  readonly templates: TemplateStore;
  readonly backups: BackupStore;
}

export function describeSmallStores(name: string, create: () => Promise<SmallStores>): void {
  describe(`events, agents and locks on ${name}`, () => {
    let stores: SmallStores;
    beforeAll(async () => {
      stores = await create();
    });

    it('keeps an event once and streams a workspace from a time on, oldest first', async () => {
      const { events } = stores;
      await events.insert([sampleEvent('01B'), sampleEvent('01A', { data: { n: 1 } })]);
      await events.insert([
        sampleEvent('01A', { data: { n: 2 } }),
        sampleEvent('00C', { at: minutesLater(2) }),
      ]);
      await events.insert([sampleEvent('01D', { workspaceId: 'other' })]);
      const all = await events.since('default', START, 9);
      expect(all.map((event) => event._id)).toEqual(['01A', '01B', '00C']);
      expect(all[0]?.data).toEqual({ n: 1 });
      const later = await events.since('default', minutesLater(1), 9);
      expect(later.map((event) => event._id)).toEqual(['00C']);
      expect(await events.since('default', START, 1)).toHaveLength(1);
      const next = await events.since('default', START, 9, '01A');
      expect(next.map((event) => event._id)).toEqual(['01B', '00C']);
    });

    it('keeps the last beat of each agent', async () => {
      const { agents } = stores;
      const beat = {
        _id: 'scraper:box:7',
        role: 'scraper',
        pid: 7,
        startedAt: START,
        at: START,
        storeId: 'files-1',
        version: '0.1.0',
        load: { inFlight: 3 },
      } as const;
      await race(4, () => agents.beat(beat));
      await agents.beat({ ...beat, at: minutesLater(1), load: { idle: 1 } });
      expect(await agents.list()).toEqual([{ ...beat, at: minutesLater(1), load: { idle: 1 } }]);
      await agents.remove('scraper:box:7');
      expect(await agents.list()).toEqual([]);
    });

    it('keeps the last look of the monitor', async () => {
      const { health } = stores;
      expect(await health.get()).toBeNull();
      const part = {
        id: 'store',
        kind: 'service',
        name: 'The store',
        state: 'ok',
        text: 'Answers.',
        since: null,
        remedy: null,
        figures: { latencyMs: 2, oldestMs: null },
      } as const;
      const seen = { _id: 'health', at: START, by: 'monitor:box:7', everyMs: 15_000, parts: [part] } as const;
      await race(4, () => health.put(seen));
      await health.put({ ...seen, at: minutesLater(1) });
      expect(await health.get()).toEqual({ ...seen, at: minutesLater(1) });
    });

    it('keeps the samples of a template side by side, each once', async () => {
      const { templates } = stores;
      const sample = { id: 'job:a.test', jobId: 'job', host: 'a.test', patterns: ['footer\t*'] };
      await race(8, (number) => templates.putSamples([{ ...sample, urlKey: `k-_${number % 2}` }]));
      await templates.putSamples([{ ...sample, urlKey: 'k-_1', patterns: ['main\t=a.b'] }]);
      const samples = { 'k-_0': ['footer\t*'], 'k-_1': ['main\t=a.b'] };
      const found = await templates.getMany(['job:a.test', 'job:none']);
      expect([...found]).toEqual([
        ['job:a.test', { _id: 'job:a.test', jobId: 'job', host: 'a.test', samples }],
      ]);
    });

    it('keeps the kind of a sampled page beside what its second look taught, whichever comes first', async () => {
      const { templates } = stores;
      const sample = { id: 'job:kinds.test', jobId: 'job', host: 'kinds.test' };
      const kind = { skeleton: '00ff', pageType: 'product', shape: '/*.php?id&page.no', seq: 3 };
      await race(4, () => templates.putSamples([{ ...sample, urlKey: 'k-_1', kind }]));
      const find = async () => (await templates.getMany([sample.id])).get(sample.id);
      const template = { _id: sample.id, jobId: 'job', host: 'kinds.test' };
      expect(await find()).toEqual({ ...template, samples: {}, kinds: { 'k-_1': kind } });
      await templates.putSamples([
        { ...sample, urlKey: 'k-_1', patterns: [] },
        { ...sample, urlKey: 'k-_2', patterns: ['footer\t*'] },
      ]);
      await templates.putSamples([
        { ...sample, urlKey: 'k-_2', kind },
        { ...sample, urlKey: 'k-_1', kind },
      ]);
      const samples = { 'k-_1': [], 'k-_2': ['footer\t*'] };
      expect(await find()).toEqual({ ...template, samples, kinds: { 'k-_1': kind, 'k-_2': kind } });
    });

    it('gives a lease to one of sixteen, until it runs out or is given back', async () => {
      const { locks } = stores;
      const answers = await race(16, (number) => locks.acquire('sweep', `holder-${number}`, 1_000, 2_000));
      expect(answers.filter(Boolean)).toHaveLength(1);
      const holder = `holder-${answers.indexOf(true)}`;
      expect(await locks.acquire('sweep', holder, 1_500, 3_000)).toBe(true);
      expect(await locks.acquire('sweep', 'next', 2_999, 4_000)).toBe(false);
      expect(await locks.acquire('sweep', 'next', 3_000, 4_000)).toBe(true);
      await locks.release('sweep', holder);
      expect(await locks.acquire('sweep', 'third', 3_500, 5_000)).toBe(false);
      await locks.release('sweep', 'next');
      expect(await locks.acquire('sweep', 'third', 3_500, 5_000)).toBe(true);
    });

    it('tells who holds a lease', async () => {
      const { locks } = stores;
      const holder = (now: number) => locks.holder('looked-at', now);
      expect(await holder(1_000)).toBe(null);
      await locks.acquire('looked-at', 'one', 1_000, 2_000);
      expect([await holder(1_999), await holder(2_000)]).toEqual(['one', null]);
      await locks.release('looked-at', 'one');
      expect(await holder(1_500)).toBe(null);
    });

    it('remembers the latest backups, each once', async () => {
      const { backups } = stores;
      expect(await backups.latest(9)).toEqual([]);
      const sample = (no: number): BackupRecord => ({
        _id: backupId(String(no).padStart(4, '0')),
        place: '/backup',
        host: 'box',
        version: '0.1.0',
        startedAt: START,
        finishedAt: minutesLater(no),
        documents: no,
        blobs: 2,
        bytes: 3,
        missing: 0,
      });
      for (let no = 1; no <= KEPT_BACKUPS + 2; no++) await backups.note(sample(no));
      await backups.note(sample(KEPT_BACKUPS + 2));
      expect(await backups.latest(2)).toEqual([sample(KEPT_BACKUPS + 2), sample(KEPT_BACKUPS + 1)]);
      expect(await backups.latest(500)).toHaveLength(KEPT_BACKUPS);
    });

    it('gives an idempotency key to one request and its answer to the others', async () => {
      const { idempotency } = stores;
      const record = { _id: 'post-jobs-1', fingerprint: 'f', until: 2_000 };
      const answers = await race(16, () => idempotency.begin(record, 1_000));
      expect(answers.filter((known) => known === null)).toHaveLength(1);
      expect(answers.find((known) => known !== null)).toEqual(record);
      const answer = { status: 201, headers: { location: '/v1/jobs/1' }, body: '{}' };
      await idempotency.finish('post-jobs-1', answer, 5_000);
      expect(await idempotency.begin(record, 4_999)).toEqual({ ...record, answer, until: 5_000 });
      expect(await idempotency.begin({ ...record, until: 9_000 }, 5_000)).toBeNull();
      expect(await idempotency.begin(record, 5_001)).toEqual({ ...record, until: 9_000 });
      await idempotency.release('post-jobs-1');
      expect(await idempotency.begin(record, 1_000)).toBeNull();
    });
  });
}
