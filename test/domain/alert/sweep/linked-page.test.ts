// A job that watches an address which is not made for people says where they look instead.
import { expect, test } from 'vitest';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { sampleJob } from '../../../contracts/sample-documents.ts';
import { createAlertScene, putChanges } from '../../../support/alert-scene.ts';

test('a message links to where people look at the page, where the job says so', async () => {
  const scene = await createAlertScene();
  const job = await scene.stores.jobs.get('job');
  const link = 'https://shop.example/tea';
  const config = { ...sampleJob('job').config, link };
  await scene.stores.jobs.configure('job', job?.version ?? 1, { name: 'Tea', config });
  await putChanges(scene, 1);
  await sweepAlerts(scene.ports);
  const [message] = scene.sent.values();
  expect(message).toMatchObject({ page: { url: link }, lines: expect.arrayContaining([link]) as unknown });
});
