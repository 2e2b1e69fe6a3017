// The same body under two addresses, as `/` and `/index.html`, whose changes two chunks have stored at the same moment: one
// message, whatever is killed between, and two where more than the body is to be told.
import { expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import type { Change } from '../../../../domain/page/page.ts';
import { snapshotId } from '../../../../domain/page/snapshot-id.ts';
import { type AlertScene, createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';
import { PowerCut } from '../../../support/control-scene.ts';

async function putChange(scene: AlertScene, page: string, fields: Partial<Change> = {}): Promise<void> {
  const pageId = `job:${page}`;
  await putChanges(scene, 1, {
    _id: `${pageId}:2`,
    pageId,
    url: `https://shop.example/${page}`,
    runId: 'run_2',
    fromSnapshot: snapshotId(pageId, 1, 'aaaaaaaa11'),
    toSnapshot: snapshotId(pageId, 2, 'bbbbbbbb22'),
    ...fields,
  });
}

it.each([
  ['in one turn', false],
  ['in two turns', true],
])('of two addresses with one body are told once, %s', async (_what, isApart) => {
  const scene = await createAlertScene();
  await putChange(scene, 'index.html');
  if (isApart) {
    await sweepAlerts(scene.ports);
    await sweepAlerts(scene.ports);
    scene.now = new Date(scene.now.getTime() + 5_000);
  }
  await putChange(scene, '');
  await sweepAlerts(scene.ports);
  await sweepAlerts(scene.ports);
  expect(told(scene)).toHaveLength(1);
  const changes = await scene.stores.history.changes({ runId: 'run_2', limit: 9 });
  const [incident] = await scene.stores.incidents.list({ workspaceId: 'default', limit: 9 });
  expect(changes.map(({ alerts }) => alerts?.map(({ incidentId }) => incidentId))).toEqual([
    [incident?._id],
    [incident?._id],
  ]);
});

it.each<[string, Partial<Change>]>([
  ['that were different before', { fromSnapshot: snapshotId('job:', 1, 'cccccccc33') }],
  ['that are different now', { toSnapshot: snapshotId('job:', 2, 'cccccccc33') }],
  ['of two runs', { runId: 'run_3' }],
  ['of which one is a move of a price', { kind: 'price' }],
  ['of which a rule of the job has found one', { rules: [{ name: 'Below 50', reason: '' }] }],
])('two addresses %s are both told', async (_what, fields) => {
  const scene = await createAlertScene();
  await putChange(scene, 'index.html');
  await putChange(scene, '', fields);
  await sweepAlerts(scene.ports);
  await sweepAlerts(scene.ports);
  expect(told(scene)).toHaveLength(2);
});

it('tells it once though the power fails before any write', async () => {
  const begun = async (): Promise<AlertScene> => {
    const scene = await createAlertScene();
    await putChange(scene, 'index.html');
    await putChange(scene, '');
    scene.writes = 0;
    return scene;
  };
  const whole = await begun();
  await sweepAlerts(whole.ports);
  expect(whole.writes).toBeGreaterThan(2);
  for (let after = 0; after < whole.writes; after++) {
    const scene = await begun();
    scene.failAfter = after;
    await expect(sweepAlerts(scene.ports)).rejects.toThrow(PowerCut);
    scene.failAfter = null;
    await sweepAlerts(scene.ports);
    expect(told(scene), `cut before write ${after + 1}`).toHaveLength(1);
  }
});
