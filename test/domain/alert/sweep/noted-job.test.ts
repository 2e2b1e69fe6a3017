// The note of a job is in what is told of it: of a change, and of a price.
import { expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { samplePrice } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, putChanges } from '../../../support/alert-scene.ts';

const NOTE = 'For the kitchen:\nask Anna';

async function notedScene(when: Parameters<typeof createAlertScene>[0]): Promise<AlertScene> {
  const scene = await createAlertScene(when);
  await scene.stores.jobs.annotate('job', null, NOTE);
  return scene;
}

function notesOf({ sent }: AlertScene): unknown[] {
  return [...sent.values()].map(({ job }) => job?.note);
}

it('a change is told with it, and without it once it is taken off', async () => {
  const scene = await notedScene([{ when: { kind: 'change', leastSeverity: 'minor' } }]);
  await putChanges(scene, 1, { _id: 'job:p1:2', runId: 'run_2' });
  await sweepAlerts(scene.ports);
  expect(notesOf(scene)).toEqual([NOTE]);
  await scene.stores.jobs.annotate('job', NOTE, null);
  scene.now = new Date(scene.now.getTime() + 3_600_000);
  await putChanges(scene, 1, { _id: 'job:p1:3', runId: 'run_3' });
  await sweepAlerts(scene.ports);
  expect(notesOf(scene)).toEqual([NOTE, undefined]);
});

it('a price is told with it', async () => {
  const scene = await notedScene([{ when: { kind: 'price', rule: { kind: 'target', amount: '50' } } }]);
  const moved = { minor: 4_900, beforeMinor: 5_500, percent: -10.9, changed: true };
  const times = { at: scene.now, alertAt: scene.now, runId: 'run_2' };
  await scene.stores.history.insertPrices([samplePrice('job:p1', 2, { ...moved, ...times })]);
  await sweepAlerts(scene.ports);
  expect(notesOf(scene)).toEqual([NOTE]);
});
