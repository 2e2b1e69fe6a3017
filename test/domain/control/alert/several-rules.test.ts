import { expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/control/alert/sweep-alerts.ts';
import { createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';

it('tells a change once that a rule of the job and rules of all jobs find', async () => {
  const scene = await createAlertScene([{}, { scope: { kind: 'job', jobId: 'job' }, channels: ['a'] }, {}]);
  await putChanges(scene, 1);
  await sweepAlerts(scene.ports);
  expect(told(scene)).toHaveLength(1);
  expect((await scene.stores.history.change('job:p1:1'))?.alerts).toHaveLength(1);
});
