// A move of a price is found as a change by rules about changes and as a price by rules about prices: it is one message,
// and the price rule of a job takes the place of the rules for all jobs.
import { expect, it } from 'vitest';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import type { Change } from '../../../../domain/page/page.ts';
import type { PriceRule } from '../../../../domain/price/rule/rule-input.ts';
import { samplePrice } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';
import { PowerCut } from '../../../support/control-scene.ts';

const DEFAULT: Partial<AlertRule> = { name: 'Default', when: { kind: 'change', leastSeverity: 'notable' } };
const OF_JOB = { scope: { kind: 'job', jobId: 'job' } } as const;

function priceRule(amount: string, fields: Partial<AlertRule> = {}): Partial<AlertRule> {
  return { name: `Below ${amount}`, when: { kind: 'price', rule: { kind: 'target', amount } }, ...fields };
}

interface Move {
  readonly minor: number;
  readonly before: number;
  readonly order: number;
}

/** A run that saw another price stores a change and a point. */
async function putChange(scene: AlertScene, { minor, before, order }: Move, more: Partial<Change> = {}) {
  const summary = `Price went from €${before / 100} to €${minor / 100} (-5 %).`;
  const detail = { kind: 'price' as const, severity: 'major' as const, summary, blocks: [], fields: [] };
  const told = { kind: 'price' as const, severity: 'major' as const, summary, detail };
  await putChanges(scene, 1, { _id: `job:p1:${order}`, runId: `run_${order}`, ...told, ...more });
}

async function putPoint(scene: AlertScene, { minor, before, order }: Move): Promise<void> {
  const moved = { beforeMinor: before, percent: -5, changed: true, beforeAvailability: 'InStock' as const };
  const times = { at: scene.now, alertAt: scene.now, runId: `run_${order}` };
  await scene.stores.history.insertPrices([samplePrice('job:p1', order, { minor, ...moved, ...times })]);
}

const MOVES: readonly Move[] = [
  { before: 5_500, minor: 5_400, order: 2 },
  { before: 5_400, minor: 4_900, order: 3 },
];

async function course(scene: AlertScene, more: Partial<Change> = {}): Promise<void> {
  for (const move of MOVES) {
    scene.now = new Date(scene.now.getTime() + 3_600_000);
    await putChange(scene, move, more);
    await putPoint(scene, move);
    await sweepAlerts(scene.ports);
  }
}

it('tells moves by the price rule of the job in place of the rule for all jobs', async () => {
  const scene = await createAlertScene([DEFAULT, priceRule('50', OF_JOB)]);
  await course(scene);
  expect(told(scene)).toEqual([expect.stringMatching(/^begin: .*at or below/)]);
});

it.each<[string, readonly PriceRule[], Partial<Change>, number]>([
  ['a price rule that is quiet', [{ kind: 'target', amount: '20' }], {}, 0],
  [
    'a price rule that fired',
    [{ kind: 'target', amount: '60' }],
    { rules: [{ name: 'below 60', reason: '' }] },
    2,
  ],
  ['a rule about stock alone', [{ kind: 'back-in-stock' }], {}, 2],
  ['no price rule', [], {}, 2],
])('a job that has %s in its configuration', async (_what, priceRules, more, messages) => {
  const scene = await createAlertScene([DEFAULT]);
  const job = await scene.stores.jobs.get('job');
  if (job === null) throw new Error('no job');
  const { config } = job;
  const changes = { ...config.changes, priceRules: [...priceRules] };
  await scene.stores.jobs.configure('job', job.version, { config: { ...config, changes } });
  await course(scene, more);
  expect(told(scene)).toHaveLength(messages);
});

it('takes the rule of a tag for one of the job, and lets a rule about changes of the job itself be', async () => {
  const scene = await createAlertScene([
    DEFAULT,
    { ...DEFAULT, name: 'Own', ...OF_JOB },
    priceRule('50', { scope: { kind: 'tag', tag: 'kitchen' } }),
  ]);
  await course(scene);
  expect([...scene.sent.values()].map(({ lines }) => lines.join(' '))).toEqual([
    expect.stringContaining('“Own”'),
    expect.stringMatching(/“Own”.*“Below 50”, too/),
  ]);
});

it.each([
  ['the change first', [putChange, putPoint]],
  ['the point first', [putPoint, putChange]],
])('tells what two rules for all jobs find once, %s', async (_what, puts) => {
  const scene = await createAlertScene([DEFAULT, priceRule('50')]);
  for (const put of puts) {
    await put(scene, { before: 5_500, minor: 4_900, order: 2 });
    await sweepAlerts(scene.ports);
  }
  expect(told(scene)).toHaveLength(1);
  const [incident] = await scene.stores.incidents.list({ workspaceId: 'default', limit: 9 });
  expect(incident?.alsoBy).toHaveLength(1);
});

it('tells both where they tell different channels', async () => {
  const scene = await createAlertScene([
    { ...DEFAULT, channels: ['a'] },
    priceRule('50', { channels: ['b'] }),
  ]);
  await course(scene);
  expect(told(scene)).toHaveLength(3);
});

it.each<[string, Partial<Change>]>([
  [
    'text that changed too',
    { detail: { kind: 'text', severity: 'major', summary: '', blocks: [], fields: [] } },
  ],
  ['stock that turned', { kind: 'availability' }],
  ['stock that turned too', { stockMoved: true }],
])('leaves to the rule for all jobs %s, of which the rule of the job says nothing', async (_what, more) => {
  const scene = await createAlertScene([DEFAULT, priceRule('20', OF_JOB)]);
  await course(scene, more);
  expect(told(scene)).toHaveLength(2);
});

it('tells a move once though the power fails before any write', async () => {
  const begun = async (): Promise<AlertScene> => {
    const scene = await createAlertScene([DEFAULT, priceRule('50')]);
    await putChange(scene, { before: 5_500, minor: 4_900, order: 2 });
    await putPoint(scene, { before: 5_500, minor: 4_900, order: 2 });
    scene.writes = 0;
    return scene;
  };
  const whole = await begun();
  await sweepAlerts(whole.ports);
  for (let after = 0; after < whole.writes; after++) {
    const scene = await begun();
    scene.failAfter = after;
    await expect(sweepAlerts(scene.ports)).rejects.toThrow(PowerCut);
    scene.failAfter = null;
    await sweepAlerts(scene.ports);
    expect(told(scene), `cut before write ${after + 1}`).toHaveLength(1);
  }
});
