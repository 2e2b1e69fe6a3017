import { expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { checkNoRun } from '../../../../domain/alert/sweep/check-no-run.ts';
import { createAlertScene, told } from '../../../support/alert-scene.ts';
import { configOf, HOURLY } from '../../../support/control-scene.ts';

it('a job that did not run when it was due is told, and the end when it ran', async () => {
  const scene = await createAlertScene([{ when: { kind: 'no-run', afterMinutes: 10 } }]);
  const { jobs } = scene.stores;
  const version = (await jobs.get('job'))?.version ?? 1;
  await jobs.configure('job', version, { config: configOf({ schedule: HOURLY }), nextRunAt: scene.now });
  for (const minutes of [5, 6, 1]) {
    scene.now = new Date(scene.now.getTime() + minutes * 60_000);
    await checkNoRun(scene.ports);
    await sweepAlerts(scene.ports);
  }
  expect(told(scene)).toEqual(['begin: Kettles did not run when it was due']);
  const job = await jobs.get('job');
  if (job === null) throw new Error('no job');
  await jobs.control(job, { nextRunAt: new Date(scene.now.getTime() + 3_600_000) }, null);
  await checkNoRun(scene.ports);
  await sweepAlerts(scene.ports);
  expect(told(scene)).toHaveLength(2);
});
