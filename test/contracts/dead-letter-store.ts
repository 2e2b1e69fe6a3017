// What every DeadLetterStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { DeadLetter, DeadLetterStore } from '../../domain/upkeep/dead-letter/dead-letter.ts';
import { statesBefore } from '../../domain/upkeep/dead-letter/lifecycle.ts';
import type { RunStore } from '../../domain/run/run-store.ts';
import { minutesLater, sampleRun, START } from './sample-documents.ts';

export function sampleLetter(id: string, fields: Partial<DeadLetter> = {}): DeadLetter {
  return {
    _id: id,
    workspaceId: 'default',
    origin: 'url',
    state: 'open',
    v: 1,
    seq: 1,
    jobId: 'job_1',
    runId: 'run_1',
    url: `https://shop.test/${id}`,
    urlKey: id,
    host: 'shop.test',
    deliveryId: null,
    channelId: null,
    reason: 'http-error',
    detail: 'answered 500',
    attempts: 4,
    times: 1,
    firstAt: START,
    lastAt: START,
    payload: { text: `https://shop.test/${id}`, encoding: 'text' },
    replayRunId: null,
    by: null,
    movedAt: START,
    ...fields,
  };
}

interface Stores {
  readonly deadLetters: DeadLetterStore;
  readonly runs: RunStore;
}

const idsOf = (letters: readonly { readonly _id: string }[]): string[] => letters.map(({ _id }) => _id);

export function describeDeadLetterStore(name: string, create: () => Promise<Stores>): void {
  describe(`dead letter store on ${name}`, () => {
    let stores: Stores;
    let letters: DeadLetterStore;
    beforeAll(async () => {
      stores = await create();
      letters = stores.deadLetters;
    });

    it('counts a failure once, and opens the letter again for a later one', async () => {
      await letters.note([sampleLetter('n')]);
      await letters.note([sampleLetter('n')]);
      expect(await letters.get('n')).toMatchObject({ attempts: 4, times: 1, seq: 1 });
      await letters.move(['n'], {
        from: statesBefore('discard'),
        set: { state: 'discarded', movedAt: START },
      });
      const later = sampleLetter('n', { seq: 3, runId: 'run_3', reason: 'timeout', lastAt: minutesLater(5) });
      await letters.note([later, sampleLetter('n2')]);
      await letters.note([later]);
      await letters.note([sampleLetter('n', { seq: 2, reason: 'dns' })]);
      expect(await letters.get('n')).toMatchObject({
        state: 'open',
        attempts: 8,
        times: 2,
        seq: 3,
        runId: 'run_3',
        reason: 'timeout',
        firstAt: START,
        lastAt: minutesLater(5),
      });
      expect((await letters.get('n2'))?.state).toBe('open');
    });

    it('lists the latest failure first, filtered, page by page', async () => {
      const workspaceId = 'listing';
      const some = ['a', 'b', 'c', 'd'].map((id, n) =>
        sampleLetter(`l-${id}`, {
          workspaceId,
          lastAt: minutesLater(Math.min(n, 2)),
          host: n === 0 ? 'other.test' : 'shop.test',
          origin: n === 1 ? 'broker' : 'url',
          reason: n === 2 ? 'timeout' : 'http-error',
        }),
      );
      await letters.note(some);
      const list = async (filter: object = {}): Promise<string[]> =>
        idsOf(await letters.list({ workspaceId, ...filter }, { after: null, limit: 9 }));
      expect(await list()).toEqual(['l-d', 'l-c', 'l-b', 'l-a']);
      expect(await list({ host: 'other.test' })).toEqual(['l-a']);
      expect(await list({ origins: ['broker'] })).toEqual(['l-b']);
      expect(await list({ reasons: ['timeout'] })).toEqual(['l-c']);
      expect(await list({ since: minutesLater(1), until: minutesLater(2) })).toEqual(['l-b']);
      expect(await list({ ids: ['l-a', 'n'] })).toEqual(['l-a']);
      const after = { lastAt: minutesLater(2), id: 'l-d' };
      expect(idsOf(await letters.list({ workspaceId }, { after, limit: 2 }))).toEqual(['l-c', 'l-b']);
      expect(await letters.count({ workspaceId }, 3)).toBe(3);
      expect(await letters.count({ workspaceId, states: ['settled'] }, 3)).toBe(0);
      expect(await letters.messages(9)).toBe(1);
    });

    it('moves only letters in one of the states, and changes only the version that was read', async () => {
      await letters.note([sampleLetter('m1'), sampleLetter('m2')]);
      const set = { state: 'replayed', replayRunId: 'run_r', movedAt: minutesLater(1) } as const;
      expect(await letters.move(['m1', 'm2', 'm3'], { from: ['open'], set })).toBe(2);
      expect(await letters.move(['m1'], { from: ['open'], set })).toBe(0);
      const back = { state: 'open', replayRunId: null, movedAt: minutesLater(2) } as const;
      expect(await letters.move(['m1'], { from: ['replayed'], set: back, replayRunId: 'run_x' })).toBe(0);
      expect(await letters.move(['m1'], { from: ['replayed'], set: back, replayRunId: 'run_r' })).toBe(1);
      const known = (await letters.get('m1')) ?? sampleLetter('m1');
      expect(await letters.change(known, { url: 'https://shop.test/new', movedAt: START })).toMatchObject({
        url: 'https://shop.test/new',
        v: known.v + 1,
      });
      expect(await letters.change(known, { movedAt: START })).toBeNull();
    });

    it('walks over letters in the order of ids, and forgets what is over', async () => {
      const own = { jobId: 'job_u', workspaceId: 'unsettled' };
      await letters.note(['u1', 'u2', 'u3'].map((id) => sampleLetter(id, own)));
      await letters.move(['u2'], { from: ['open'], set: { state: 'settled', movedAt: minutesLater(-9) } });
      const route = { jobIds: ['job_u', 'job_v'], states: ['open', 'replayed'] } as const;
      expect(idsOf(await letters.walk(route, null, 9))).toEqual(['u1', 'u3']);
      expect(idsOf(await letters.walk(route, 'u1', 9))).toEqual(['u3']);
      expect(await letters.walk({ ...route, origins: ['broker'] }, null, 9)).toEqual([]);
      expect(idsOf(await letters.walk({ states: ['settled'] }, null, 9))).toEqual(['u2']);
      expect(await letters.forget(minutesLater(-8), 9)).toBe(1);
      expect(await letters.get('u2')).toBeNull();
    });

    it('tells which ended runs were not looked at', async () => {
      await stores.runs.insert(sampleRun('run_ended', { lettersAt: START }));
      await stores.runs.insert(sampleRun('run_other'));
      expect(idsOf(await letters.endedRuns(9))).toEqual(['run_ended']);
      await letters.runsLookedAt(['run_ended', 'run_none']);
      expect(await letters.endedRuns(9)).toEqual([]);
    });
  });
}
