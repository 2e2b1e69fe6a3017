import { describe, expect, it, test } from 'vitest';
import { DEFAULT_RETENTION } from '../../../../../domain/config/retention/retention.ts';
import { isOutdated } from '../../../../../domain/upkeep/clean-up/rows/judge-row.ts';
import type { OldRow, OldRowKind } from '../../../../../domain/upkeep/clean-up/rows/old-row.ts';
import { createRowPasses } from '../../../../../domain/upkeep/clean-up/rows/row-pass.ts';
import { minutesLater, sampleEvent, sampleJob, START } from '../../../../contracts/sample-documents.ts';
import { createScene } from '../../../../support/control-scene.ts';

const DAY_MS = 86_400_000;

function daysLater(days: number): Date {
  return new Date(START.getTime() + days * DAY_MS);
}

test.each<[OldRowKind, Partial<OldRow>, number | null]>([
  ['events', {}, 30],
  ['deliveries', { state: 'delivered' }, 90],
  ['deliveries', { state: 'dead' }, 180],
  ['deliveries', { state: 'waiting' }, null],
  ['incidents', { state: 'resolved' }, 365],
  ['incidents', { state: 'open' }, null],
  ['incidents', { state: 'snoozed' }, null],
  ['bulkActions', { state: 'done' }, 365],
  ['bulkActions', { state: 'running' }, null],
  ['idempotency', {}, 2],
  ['agents', {}, 90],
  ['hosts', {}, 90],
  ['hosts', { isHeld: true }, null],
  ['cleanUps', { state: 'done' }, 365],
  ['cleanUps', { state: 'running' }, null],
])('%s %j are kept for %s days', (kind, fields, days) => {
  const row = { id: 'one', at: START, ...fields };
  const after = (age: number): boolean =>
    isOutdated(kind, row, { now: daysLater(age).getTime(), retention: DEFAULT_RETENTION });
  expect(after(days ?? 9_999)).toBe(days !== null);
  if (days !== null) expect(after(days - 0.01)).toBe(false);
});

describe('the pass over events', () => {
  const filled = async () => {
    const { stores } = createScene();
    const { config } = sampleJob('any');
    await stores.jobs.insert(sampleJob('short', { config: { ...config, retention: { eventsDays: 2 } } }));
    await stores.events.insert([
      sampleEvent('01', { jobId: 'short' }),
      sampleEvent('02', { jobId: 'long' }),
      sampleEvent('03', { at: minutesLater(60 * 24 * 2), jobId: 'short' }),
    ]);
    const ports = { ...stores, clock: { now: () => daysLater(3) } };
    const [pass] = createRowPasses(ports);
    if (pass === undefined) throw new Error('no pass');
    return { pass, stores };
  };
  const order = { cursor: null, dryRun: false, limit: 100 };

  it('keeps events as long as their job says', async () => {
    const { pass, stores } = await filled();
    expect(await pass.step({ ...order, dryRun: true })).toMatchObject({ freed: { documents: 1 } });
    expect(await pass.step(order)).toMatchObject({ next: null, seen: 3, freed: { documents: 1 } });
    expect((await stores.events.since('default', new Date(0), 9)).map(({ _id }) => _id)).toEqual([
      '02',
      '03',
    ]);
  });

  it('cleans a single job where it is told to', async () => {
    const { pass } = await filled();
    expect(await pass.step({ ...order, jobId: 'long' })).toMatchObject({ seen: 1, freed: { documents: 0 } });
  });
});
