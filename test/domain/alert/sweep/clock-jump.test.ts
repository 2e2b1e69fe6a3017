// The clock of the store is set by hours, forward or back: nobody is told twice, in a flood, or never.
import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { samplePrice, sampleRun, START } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';

const HOUR = 60;
const at = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

async function sweepAt(scene: AlertScene, ...minutes: number[]): Promise<void> {
  for (const minute of minutes) {
    scene.now = at(minute);
    await sweepAlerts(scene.ports);
  }
}

async function failedRun(rule: Partial<AlertRule>): Promise<AlertScene> {
  const scene = await createAlertScene([{ when: { kind: 'run-failed' }, ...rule }]);
  const times = { createdAt: scene.now, finishedAt: scene.now, alertAt: scene.now };
  await scene.stores.runs.insert(sampleRun('run_1', { state: 'failed', ...times }));
  return scene;
}

async function changesWith(rule: Partial<AlertRule>): Promise<AlertScene> {
  const scene = await createAlertScene([rule]);
  await putChanges(scene, 3);
  return scene;
}

/** Of one minute each, so that hours that are skipped are seen as such. */
const minutesFrom = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => from + n);

const REMINDING = { remindMinutes: 30 };
const STEPS = {
  steps: [
    { afterMinutes: 10, channels: 'all' },
    { afterMinutes: 20, channels: ['chn_boss'] },
  ],
} as const;
const HOURLY = { digest: 'hour' } as const;
const QUIET = { quietHours: { from: '11:00', to: '13:00' } };

describe('a clock that jumps six hours ahead', () => {
  it.each<[string, () => Promise<AlertScene>, number]>([
    ['reminds once for all that it skipped', () => failedRun(REMINDING), 2],
    ['does one step for all that it skipped', () => failedRun(STEPS), 2],
    ['tells an hour’s digest once', () => changesWith(HOURLY), 1],
    ['tells each that waited for the end of quiet hours once', () => changesWith(QUIET), 3],
  ])('%s', async (_what, prepare, messages) => {
    const scene = await prepare();
    await sweepAt(scene, 0, 1, ...minutesFrom(6 * HOUR, 5));
    expect(told(scene)).toHaveLength(messages);
  });
});

describe('a clock that is set back six hours', () => {
  it.each<[string, () => Promise<AlertScene>, number]>([
    ['does not tell again what was told', () => changesWith({}), 3],
    ['tells a digest that was due in between, at its time', () => changesWith(HOURLY), 1],
    ['reminds when the time has come', () => failedRun(REMINDING), 2],
    ['does its steps when their time has come', () => failedRun(STEPS), 3],
  ])('%s', async (_what, prepare, messages) => {
    const scene = await prepare();
    await sweepAt(scene, 0, ...minutesFrom(-6 * HOUR, 5));
    const before = told(scene).length;
    await sweepAt(scene, ...minutesFrom(0, HOUR));
    expect(told(scene).length).toBeLessThanOrEqual(messages);
    await sweepAt(scene, HOUR);
    expect(told(scene).length).toBeGreaterThanOrEqual(messages);
    expect(before).toBeLessThanOrEqual(messages);
    expect(new Set(scene.sent.keys()).size).toBe(scene.sent.size);
  });

  it('tells what is found meanwhile at once', async () => {
    const scene = await createAlertScene([{ createdAt: new Date(0) }]);
    await putChanges(scene, 1);
    await sweepAt(scene, 0);
    scene.now = at(-6 * HOUR);
    await putChanges(scene, 2, { runId: 'run_back' });
    await sweepAt(scene, -6 * HOUR);
    expect(told(scene).length).toBeGreaterThan(1);
  });
});

it('a storm of prices is a few messages, too', async () => {
  const rule = { when: { kind: 'price', rule: { kind: 'any-change' } }, stormAfter: 3 } as const;
  const scene = await createAlertScene([{ ...rule, createdAt: new Date(0) }]);
  const points = (run: string, minor: number, minute: number) =>
    Array.from({ length: 40 }, (_, n) =>
      samplePrice(`job:p${n}`, minute * 100 + n, { at: at(minute), runId: run, minor, alertAt: at(minute) }),
    );
  await scene.stores.history.insertPrices(points('run_1', 1_000, 0));
  await sweepAt(scene, 1);
  expect(told(scene)).toEqual([]);
  const cheaper = points('run_2', 900, 2).map((point) => ({ ...point, beforeMinor: 1_000, percent: -10 }));
  await scene.stores.history.insertPrices(cheaper);
  await scene.stores.runs.insert(
    sampleRun('run_2', { state: 'completed', finishedAt: at(3), createdAt: at(2), alertAt: at(3) }),
  );
  await sweepAt(scene, 3, 4);
  expect(told(scene)).toHaveLength(4);
  expect(told(scene)).toContain(
    'begin: 37 more prices in one run of Kettles: 37 products cheaper, most: “A kettle” €10.00 → €9.00 (−10 %)',
  );
});
