import { expect, it } from 'vitest';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { checkBlockedHosts } from '../../../../domain/alert/sweep/check-blocked-hosts.ts';
import { sampleJob } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, told } from '../../../support/alert-scene.ts';

const RULE: Partial<AlertRule> = { when: { kind: 'host-blocked', afterMinutes: 2 } };

/** The host that the job of the scene asks. */
async function hostOf(scene: AlertScene): Promise<string> {
  const [plan] = await scene.stores.overview.jobPlans('default', { after: null, limit: 1 });
  const [host] = plan?.hosts ?? [];
  if (host === undefined) throw new Error('the job has no host');
  return host;
}

/** A failure every half a minute. */
async function fail(scene: AlertScene, host: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    scene.now = new Date(scene.now.getTime() + 30_000);
    await scene.stores.hosts.noteFailure(host, { at: scene.now.getTime(), pauseMs: 1_000 });
    await sweep(scene);
  }
}

async function sweep(scene: AlertScene): Promise<void> {
  await checkBlockedHosts(scene.ports);
  await sweepAlerts(scene.ports);
}

it('a host that only fails is told once, and its first answer too', async () => {
  const scene = await createAlertScene([RULE]);
  const host = await hostOf(scene);
  await fail(scene, host, 4);
  expect(told(scene)).toEqual([]);
  await fail(scene, host, 6);
  expect(told(scene)).toEqual([`begin: ${host} does not answer`]);
  await scene.stores.hosts.noteSuccess(host, { penaltyMs: 0, at: scene.now.getTime() });
  await sweep(scene);
  expect(told(scene)).toEqual([`begin: ${host} does not answer`, `end: Over: ${host} does not answer`]);
});

it('a host that nobody in scope asks, or that was asked long ago, is told to nobody', async () => {
  const scene = await createAlertScene([
    { ...RULE, scope: { kind: 'tag', tag: 'garden' } },
    { ...RULE, workspaceId: 'other' },
  ]);
  await fail(scene, await hostOf(scene), 9);
  await fail(scene, 'nobody.test', 9);
  expect(told(scene)).toEqual([]);
  await scene.stores.jobs.insert(sampleJob('other', { tags: ['garden'] }));
  scene.now = new Date(scene.now.getTime() + 3_600_000);
  await sweep(scene);
  expect(told(scene)).toEqual([]);
  await fail(scene, await hostOf(scene), 9);
  expect(told(scene)).toHaveLength(1);
});
