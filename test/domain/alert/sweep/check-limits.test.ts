import { expect, it } from 'vitest';
import { alertRuleFaults } from '../../../../domain/alert/rule/check-rule.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { checkLimits } from '../../../../domain/alert/sweep/check-limits.ts';
import { BUILT_IN_PLANS, type Limits } from '../../../../domain/job/limit/plan.ts';
import { sampleRule } from '../../../contracts/sample-alerts.ts';
import { sampleJob, START } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, told } from '../../../support/alert-scene.ts';

async function sceneWith(limits: Partial<Limits>, percent: number) {
  const scene = await createAlertScene([{ name: 'Limits', when: { kind: 'limit-near', percent } }]);
  const { workspaces, usage } = scene.stores;
  await workspaces.insert({ _id: 'default', name: 'Default', createdAt: START, plan: 'small' });
  const small = { ...BUILT_IN_PLANS.unlimited, ...limits };
  const planBook = { plans: { ...BUILT_IN_PLANS, small }, ofNewWorkspaces: 'small' };
  return { scene, ports: { ...scene.ports, workspaces, usage, planBook } };
}

async function look(
  scene: AlertScene,
  ports: Parameters<typeof checkLimits>[0],
  minutes: number,
): Promise<void> {
  scene.now = new Date(START.getTime() + minutes * 60_000);
  await checkLimits(ports);
  await sweepAlerts(scene.ports);
}

it('a limit that is near is told once, and its end when less is in use', async () => {
  const { scene, ports } = await sceneWith({ jobs: 4, hosts: 10 }, 50);
  await look(scene, ports, 1);
  expect(told(scene)).toEqual([]);
  await scene.stores.jobs.insert(sampleJob('second'));
  await look(scene, ports, 2);
  await look(scene, ports, 3);
  expect(told(scene)).toEqual(['begin: Jobs: the limit is near']);
  const [message] = [...scene.sent.values()];
  expect(message).toMatchObject({ limit: 'jobs', path: '/settings/usage', severity: 'warning' });
  expect(message?.lines.join(' ')).toContain('2 of 4 (50 %) of the plan "small" are in use.');
  await scene.stores.jobs.remove('second');
  await look(scene, ports, 4);
  expect(told(scene)).toEqual(['begin: Jobs: the limit is near', 'end: Over: Jobs: the limit is near']);
});

it('is over when the plan has no limits any more', async () => {
  const { scene, ports } = await sceneWith({ jobs: 1 }, 80);
  await look(scene, ports, 1);
  await scene.stores.workspaces.change('default', { plan: 'unlimited' });
  await look(scene, ports, 2);
  expect(told(scene)).toEqual(['begin: Jobs: the limit is met', 'end: Over: Jobs: the limit is met']);
});

it('a rule about limits is one of the whole workspace', () => {
  const when = { kind: 'limit-near', percent: 80 } as const;
  expect(alertRuleFaults(sampleRule('rule', { when }))).toEqual([]);
  const faults = alertRuleFaults(sampleRule('rule', { when, scope: { kind: 'job', jobId: 'job' } }));
  expect(faults).toMatchObject([{ pointer: '/scope', code: 'invalid-scope' }]);
});
