import { expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { tryRule } from '../../../../domain/alert/sweep/try-rule.ts';
import type { FindingKind } from '../../../../domain/config/gate/finding.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { sampleRule } from '../../../contracts/sample-alerts.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, told } from '../../../support/alert-scene.ts';

type Compared = 'usual' | 'young' | 'not compared' | 'gated' | FindingKind;

const BEFORE = ['r1', 'r2', 'r3', 'r4', 'r5'];

function degradationOf(compared: Compared): Pick<Run, 'degradation' | 'gateHits'> {
  const gateHits = [{ gate: 'failures above 30%', text: '4 of 9 pages (44 %) failed.' }];
  if (compared === 'gated') return { degradation: { comparedWith: [], findings: [] }, gateHits };
  if (compared === 'not compared') return {};
  if (compared === 'usual') return { degradation: { comparedWith: BEFORE, findings: [] } };
  if (compared === 'young') return { degradation: { comparedWith: BEFORE.slice(0, 2), findings: [] } };
  const finding = { kind: compared, now: 3, usual: 40, low: 40, high: 40 };
  return { degradation: { comparedWith: BEFORE, findings: [finding] } };
}

/** Runs of the job, an hour apart, each judged as it ends. */
async function runs(scene: AlertScene, course: readonly Compared[]): Promise<void> {
  for (const [index, compared] of course.entries()) {
    scene.now = new Date(scene.now.getTime() + 3_600_000);
    const times = { createdAt: scene.now, finishedAt: scene.now, alertAt: scene.now };
    await scene.stores.runs.insert(
      sampleRun(`run_${index}`, { seq: index, state: 'completed', ...times, ...degradationOf(compared) }),
    );
    await sweepAlerts(scene.ports);
  }
}

const BEGIN = 'begin: Kettles went worse than usual';
const GATED = 'begin: Kettles is paused by its gate';
const GATE_END = 'end: Over: Kettles is paused by its gate';
const END = 'end: Over: Kettles went worse than usual';

it.each<[string, FindingKind[] | undefined, Compared[], string[]]>([
  ['a run that is worse', undefined, ['usual', 'pages'], [BEGIN]],
  ['it once, however long it lasts', undefined, ['pages', 'pages', 'failures'], [BEGIN]],
  ['its end with the first run that is as usual', undefined, ['pages', 'usual', 'usual'], [BEGIN, END]],
  [
    'no end by runs that were compared with none or too few',
    undefined,
    ['pages', 'young', 'not compared'],
    [BEGIN],
  ],
  ['it again when it begins again', undefined, ['pages', 'usual', 'field'], [BEGIN, END, BEGIN]],
  ['nothing of other findings', ['field'], ['pages', 'duration'], []],
  ['what it asks for, and its end while others last', ['field'], ['field', 'pages'], [BEGIN, END]],
  ['a run that closes a gate, of a young job too', undefined, ['gated', 'usual'], [GATED, GATE_END]],
  ['a gate in any case, though it asks for some findings', ['field'], ['gated', 'usual'], [GATED, GATE_END]],
  ['nothing of young jobs', undefined, ['young', 'not compared'], []],
])('a rule for worse runs tells %s', async (_what, findings, course, expected) => {
  const when = { kind: 'degraded' as const, ...(findings && { findings }) };
  const scene = await createAlertScene([{ when }]);
  await runs(scene, course);
  expect(told(scene)).toEqual(expected);
});

it('the incident has what is worse, with what is usual, and the run', async () => {
  const scene = await createAlertScene([{ when: { kind: 'degraded' } }]);
  await runs(scene, ['pages']);
  const [incident] = await scene.stores.incidents.list({ workspaceId: 'default', limit: 1 });
  expect(incident).toMatchObject({ kind: 'degraded', state: 'open', severity: 'warning' });
  expect([...scene.sent.values()][0]).toMatchObject({
    lines: [
      '3 pages were read; usually 40, 40 to 40.',
      'Told by the rule “Changes”: worse than the 5 runs before it.',
    ],
    run: { id: 'run_0' },
  });
});

it('the incident of a gate names it, and what closed it', async () => {
  const scene = await createAlertScene([{ when: { kind: 'degraded' } }]);
  await runs(scene, ['gated']);
  expect([...scene.sent.values()][0]?.lines).toEqual([
    'Paused by its gate: 4 of 9 pages (44 %) failed.',
    'Look at the run; resume the job when what it reads is right again, or change the gate.',
    'Told by the rule “Changes”: the run closed the gate "failures above 30%".',
  ]);
});

it('a rule that is tried on the past tells what it would have told', async () => {
  const scene = await createAlertScene([]);
  await runs(scene, ['usual', 'pages', 'not compared', 'failures', 'usual', 'field']);
  const rule = sampleRule('rule', { when: { kind: 'degraded' } });
  const ports = { ...scene.ports, jobs: scene.stores.jobs, inbox: scene.stores.inbox };
  const { alerts, judged } = await tryRule(ports, { workspaceId: 'default', rule, days: 30 });
  expect(judged).toBe(6);
  expect(alerts.map(({ group }) => group)).toEqual(['run_5', 'run_1']);
  expect(alerts[1]?.title).toContain('3 pages were read; usually 40');
});
