// What two rules find, the one of the job and the one of all jobs, is one message to a channel that both tell.
import { expect, it } from 'vitest';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { checkBlockedHosts } from '../../../../domain/alert/sweep/check-blocked-hosts.ts';
import { checkHealth } from '../../../../domain/alert/sweep/check-health.ts';
import { checkNoRun } from '../../../../domain/alert/sweep/check-no-run.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { sampleFailure, samplePrice, sampleRun } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';
import { configOf, HOURLY, PowerCut } from '../../../support/control-scene.ts';

const MINUTE = 60_000;

async function sweep({ ports }: AlertScene): Promise<void> {
  for (const watch of [checkBlockedHosts, checkHealth, checkNoRun, sweepAlerts]) await watch(ports);
}

function later(scene: AlertScene, minutes: number): void {
  scene.now = new Date(scene.now.getTime() + minutes * MINUTE);
}

/** The rule of all jobs, then that of the job. */
function pair(
  when: AlertRule['when'],
  ofJob: Partial<AlertRule> = {},
  ofAll: Partial<AlertRule> = {},
): Partial<AlertRule>[] {
  return [
    { name: 'Of all', when, ...ofAll },
    { name: 'Of the job', when, scope: { kind: 'job', jobId: 'job' }, ...ofJob },
  ];
}

async function endRun(
  scene: AlertScene,
  seq: number,
  fields: Partial<Run>,
  dead: string[] = [],
): Promise<void> {
  later(scene, 60);
  const times = { createdAt: scene.now, finishedAt: scene.now, alertAt: scene.now };
  await scene.stores.runs.insert(sampleRun(`run_${seq}`, { seq, state: 'completed', ...times, ...fields }));
  await scene.stores.failures.put(dead.map((key) => sampleFailure(`run_${seq}`, key)));
}

async function putPrices(scene: AlertScene): Promise<void> {
  for (const [order, minor] of [2_490, 1_990].entries()) {
    later(scene, 60);
    await scene.stores.history.insertPrices([
      samplePrice('job:p1', order + 1, { minor, at: scene.now, alertAt: scene.now, runId: `run_${order}` }),
    ]);
  }
}

async function failHost(scene: AlertScene): Promise<void> {
  const [plan] = await scene.stores.overview.jobPlans('default', { after: null, limit: 1 });
  for (let n = 0; n < 9; n++) {
    later(scene, 0.5);
    await scene.stores.hosts.noteFailure(plan?.hosts[0] ?? '', { at: scene.now.getTime(), pauseMs: 1_000 });
  }
}

async function missRun(scene: AlertScene): Promise<void> {
  const { jobs } = scene.stores;
  const version = (await jobs.get('job'))?.version ?? 1;
  await jobs.configure('job', version, { config: configOf({ schedule: HOURLY }), nextRunAt: scene.now });
  later(scene, 11);
}

async function loseBroker(scene: AlertScene): Promise<void> {
  later(scene, 10);
  const at = scene.now;
  const since = at.getTime() - 9 * MINUTE;
  const seen = { kind: 'service' as const, state: 'critical' as const, text: 'It does not answer.', since };
  const parts = [{ id: 'broker', name: 'RabbitMQ', remedy: null, figures: {}, ...seen }];
  const storeLoss = { from: new Date(since), to: at };
  await scene.stores.health.put({ _id: 'health', at, by: 'm', everyMs: 15_000, parts, storeLoss });
}

const DEGRADATION = {
  comparedWith: ['a', 'b', 'c', 'd', 'e'],
  findings: [{ kind: 'field' as const, now: 3, usual: 40, low: 40, high: 40 }],
};
const DROP = { kind: 'price' as const, rule: { kind: 'drop' as const, percent: 5 } };

const CASES: readonly (readonly [
  string,
  Partial<AlertRule>[],
  (scene: AlertScene) => Promise<void>,
  number,
])[] = [
  ['a change', pair({ kind: 'change' }), (scene) => putChanges(scene, 1), 1],
  ['a price', pair(DROP), putPrices, 1],
  [
    'a price by two conditions',
    pair(DROP, { when: { kind: 'price', rule: { kind: 'target', amount: '20' } } }),
    putPrices,
    1,
  ],
  ['a failed run', pair({ kind: 'run-failed' }), (scene) => endRun(scene, 1, { state: 'failed' }), 1],
  ['pages that fail', pair({ kind: 'pages-failing', runs: 1 }), (scene) => endRun(scene, 1, {}, ['a']), 1],
  [
    'a run that is worse',
    pair({ kind: 'degraded' }),
    (scene) => endRun(scene, 1, { degradation: DEGRADATION }),
    1,
  ],
  ['a host that does not answer', pair({ kind: 'host-blocked', afterMinutes: 2 }), failHost, 1],
  ['a run that did not begin', pair({ kind: 'no-run', afterMinutes: 10 }), missRun, 1],
  // The broker that is away, and the store that was.
  ['health', pair({ kind: 'health', afterMinutes: 5 }, { scope: { kind: 'workspace' } }), loseBroker, 2],
];

it.each(CASES)('tells %s once', async (_what, rules, find, messages) => {
  const scene = await createAlertScene(rules);
  await find(scene);
  await sweep(scene);
  expect(told(scene)).toHaveLength(messages);
  for (const { lines } of scene.sent.values()) {
    expect(lines.filter((line) => line.startsWith('Told by the rule'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('Found by the rule'))).toHaveLength(1);
    expect(lines.join(' ')).toContain('“Of all”');
    expect(lines.join(' ')).toContain('“Of the job”');
  }
});

it.each(CASES)(
  'tells %s by each of two rules that tell different channels',
  async (_what, [all, job], find, messages) => {
    const scene = await createAlertScene([
      { ...all, channels: ['a'] },
      { ...job, channels: ['b'] },
    ]);
    await find(scene);
    await sweep(scene);
    expect(told(scene)).toHaveLength(2 * messages);
  },
);

it.each(CASES)(
  'tells %s once though the power fails before any write',
  async (_what, rules, find, messages) => {
    const fresh = async (): Promise<AlertScene> => {
      const scene = await createAlertScene(rules);
      await find(scene);
      scene.writes = 0;
      return scene;
    };
    const whole = await fresh();
    await sweep(whole);
    expect(whole.writes).toBeGreaterThan(2);
    for (let after = 0; after < whole.writes; after++) {
      const scene = await fresh();
      scene.failAfter = after;
      await expect(sweep(scene)).rejects.toThrow(PowerCut);
      scene.failAfter = null;
      await sweep(scene);
      expect(told(scene), `cut before write ${after + 1}`).toHaveLength(messages);
    }
  },
);

const RUNS = [['a'], ['a'], ['a']];

it('says what lasts once, though a second rule finds it later', async () => {
  const scene = await createAlertScene(
    pair({ kind: 'pages-failing', runs: 3 }, { when: { kind: 'pages-failing', runs: 1 } }),
  );
  for (const [index, dead] of RUNS.entries()) {
    await endRun(scene, index + 1, {}, dead);
    await sweep(scene);
  }
  await endRun(scene, 4, {});
  await sweep(scene);
  const title = '1 page of Kettles failed';
  expect(told(scene)).toEqual([`begin: ${title}`, `end: Over: ${title}`]);
  const [incident] = await scene.stores.incidents.list({ workspaceId: 'default', limit: 9 });
  expect(incident?.alsoBy).toMatchObject([{ ruleName: 'Of all' }]);
});

it.each(['disabled', 'removed'])('passes on what was not told yet when its rule is %s', async (fate) => {
  const scene = await createAlertScene(pair({ kind: 'run-failed' }, { digest: 'hour' }, { digest: 'hour' }));
  await endRun(scene, 1, { state: 'failed' });
  await sweep(scene);
  expect(told(scene)).toEqual([]);
  const { alertRules, incidents } = scene.stores;
  const rule = await alertRules.get('rule_1');
  if (rule === null) throw new Error('no rule');
  if (fate === 'removed') await alertRules.remove('default', rule._id);
  else await alertRules.replace({ ...rule, enabled: false }, rule.version);
  later(scene, 61);
  await sweep(scene);
  later(scene, 61);
  await sweep(scene);
  expect(told(scene)).toHaveLength(1);
  expect(await incidents.open('run-failed:rule_0:job')).toMatchObject({ ruleName: 'Of all', told: 1 });
});

const WORSE: Partial<AlertRule> = { name: 'Worse', when: { kind: 'degraded' } };
const FAILING: Partial<AlertRule> = { name: 'Pages', when: { kind: 'pages-failing', runs: 1 } };
const FAILED: Partial<AlertRule> = { name: 'Failed', when: { kind: 'run-failed' } };

it.each<[string, Partial<AlertRule>[], Partial<Run>, string[]]>([
  ['the failure alone', [WORSE, FAILING, FAILED], {}, ['Kettles failed']],
  ['what is worse where nobody is told of failures', [WORSE], {}, ['Kettles went worse than usual']],
  [
    'both where the failure reaches others',
    [WORSE, { ...FAILED, channels: ['b'] }],
    {},
    ['Kettles went worse than usual', 'Kettles failed'],
  ],
  [
    'a gate that closed beside the failure',
    [WORSE, FAILED],
    { gateHits: [{ gate: 'failures above 30%', text: '4 of 9 pages (44 %) failed.' }] },
    ['Kettles is paused by its gate', 'Kettles failed'],
  ],
  [
    'both of a run that completed',
    [WORSE, FAILING, FAILED],
    { state: 'completed' },
    ['Kettles went worse than usual', '1 page of Kettles failed'],
  ],
])('a failed run of failed pages tells %s', async (_what, rules, fields, expected) => {
  const scene = await createAlertScene(rules);
  await endRun(scene, 1, { state: 'failed', degradation: DEGRADATION, ...fields }, ['a']);
  await sweep(scene);
  const titles = told(scene).map((one) => one.replace('begin: ', ''));
  expect(titles.toSorted()).toEqual(expected.toSorted());
});
