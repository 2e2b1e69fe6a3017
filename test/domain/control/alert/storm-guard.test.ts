import { expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/control/alert/sweep-alerts.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import { createAlertScene, putChanges } from '../../../support/alert-scene.ts';

it.each([
  ['beyond that number', {}],
  ['of a kind that many pages could share', { siteWide: 'footer' }],
])('a change that is alone %s is told as that one', async (_what, fields) => {
  const scene = await createAlertScene([{ stormAfter: 1 }]);
  await putChanges(scene, 1);
  await putChanges(scene, 1, {
    _id: 'job:last:1',
    pageId: 'job:last',
    url: 'http://shop.test/last',
    ...fields,
  });
  await scene.stores.runs.insert(sampleRun('run', { state: 'completed', alertAt: scene.now }));
  await sweepAlerts(scene.ports);
  expect([...scene.sent.values()].at(-1)).toMatchObject({
    kind: 'begin',
    title: 'A paragraph was replaced',
    page: { url: 'http://shop.test/last' },
    path: expect.stringMatching(/^\/changes\//),
  });
});
