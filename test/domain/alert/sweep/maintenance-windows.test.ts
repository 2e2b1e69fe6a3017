import { describe, expect, it } from 'vitest';
import { addMaintenance, removeMaintenance } from '../../../../domain/alert/sweep/maintenance-windows.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import type { MaintenanceWindow } from '../../../../domain/alert/maintenance/maintenance-window.ts';
import { type MaintenanceInput, maintenanceSchema } from '../../../../domain/alert/maintenance/schema.ts';
import { sampleWindow } from '../../../contracts/sample-alerts.ts';
import { sampleRun, START } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';
import { PowerCut } from '../../../support/control-scene.ts';

const at = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

async function sceneWith(
  fields: Partial<MaintenanceWindow>,
  rules?: Parameters<typeof createAlertScene>[0],
): Promise<AlertScene> {
  const scene = await createAlertScene(rules);
  await scene.stores.maintenance.insert(sampleWindow('mnt_1', fields));
  scene.now = at(10);
  return scene;
}

async function sweepAt(scene: AlertScene, minutes: number): Promise<void> {
  scene.now = at(minutes);
  await sweepAlerts(scene.ports);
}

async function endRun(scene: AlertScene, n: number, state: 'completed' | 'failed'): Promise<void> {
  const times = { createdAt: scene.now, finishedAt: scene.now, alertAt: scene.now };
  await scene.stores.runs.insert(sampleRun(`run_${n}`, { seq: n, state, ...times }));
}

const FAILED = [{ when: { kind: 'run-failed' } }] as const;

describe('within a maintenance window', () => {
  it('changes wait, and are one message at its end', async () => {
    const scene = await sceneWith({});
    await putChanges(scene, 3);
    await sweepAt(scene, 11);
    await sweepAt(scene, 59);
    expect(told(scene)).toEqual([]);
    const [held] = await scene.stores.incidents.list({ workspaceId: 'default', limit: 1 });
    expect(held).toMatchObject({ state: 'open', held: { reason: 'The shop moves', until: at(60) } });
    await sweepAt(scene, 60);
    expect(told(scene)).toEqual(['digest: Changes: 3 texts changed, first: A paragraph was replaced']);
    const after = await scene.stores.incidents.list({ workspaceId: 'default', limit: 9 });
    expect(after.map(({ state, told: count, held: back }) => [state, count, back])).toEqual(
      after.map(() => ['resolved', 1, undefined]),
    );
  });

  it('the sweep knows when it has to look again', async () => {
    const scene = await sceneWith({});
    scene.now = at(11);
    expect((await sweepAlerts(scene.ports)).nextAt).toBe(null);
    await putChanges(scene, 1);
    expect((await sweepAlerts(scene.ports)).nextAt).toEqual(at(11));
    expect((await sweepAlerts(scene.ports)).nextAt).toEqual(at(60));
    scene.now = at(60);
    expect(await sweepAlerts(scene.ports)).toMatchObject({ told: 1, nextAt: at(60) });
    expect((await sweepAlerts(scene.ports)).nextAt).toBe(null);
  });

  it('changes that are dropped are kept and told to nobody', async () => {
    const scene = await sceneWith({ changes: 'drop' });
    await putChanges(scene, 2);
    await sweepAt(scene, 11);
    await sweepAt(scene, 61);
    expect(told(scene)).toEqual([]);
    const kept = await scene.stores.incidents.list({ workspaceId: 'default', limit: 9 });
    expect(kept.map(({ state, held }) => [state, held?.reason])).toEqual([
      ['resolved', 'The shop moves'],
      ['resolved', 'The shop moves'],
    ]);
  });

  it.each(['hold', 'drop'] as const)(
    'a failure that still lasts at its end is told then (%s)',
    async (changes) => {
      const scene = await sceneWith({ changes }, FAILED);
      await endRun(scene, 1, 'failed');
      await sweepAt(scene, 11);
      expect(told(scene)).toEqual([]);
      await sweepAt(scene, 60);
      expect(told(scene)).toEqual(['begin: Kettles failed']);
    },
  );

  it('a failure that is over before its end is told to nobody', async () => {
    const scene = await sceneWith({}, FAILED);
    await endRun(scene, 1, 'failed');
    await sweepAt(scene, 11);
    await endRun(scene, 2, 'completed');
    await sweepAt(scene, 12);
    await sweepAt(scene, 61);
    expect(told(scene)).toEqual([]);
  });

  it('the end of a failure that was told before waits, too', async () => {
    const scene = await sceneWith({ when: { kind: 'once', from: at(20), until: at(60) } }, FAILED);
    await endRun(scene, 1, 'failed');
    await sweepAt(scene, 11);
    scene.now = at(30);
    await endRun(scene, 2, 'completed');
    await sweepAt(scene, 31);
    expect(told(scene)).toEqual(['begin: Kettles failed']);
    await sweepAt(scene, 60);
    expect(told(scene)).toEqual(['begin: Kettles failed', 'end: Over: Kettles failed']);
  });

  it.each([
    ['another job', { scope: { kind: 'job', jobId: 'other' } }],
    ['another tag', { scope: { kind: 'tag', tag: 'garden' } }],
    ['another workspace', { workspaceId: 'other' }],
    ['another time', { when: { kind: 'once', from: at(20), until: at(30) } }],
  ] as const)('of %s everything is told', async (_what, fields) => {
    const scene = await sceneWith(fields);
    await putChanges(scene, 1);
    await sweepAt(scene, 11);
    expect(told(scene)).toHaveLength(1);
  });

  it('one of a tag covers the jobs with it', async () => {
    const scene = await sceneWith({ scope: { kind: 'tag', tag: 'kitchen' } });
    await putChanges(scene, 1);
    await sweepAt(scene, 11);
    expect(told(scene)).toEqual([]);
  });
});

it('a window that is removed lets go what it held', async () => {
  const scene = await sceneWith({});
  await putChanges(scene, 2);
  await sweepAt(scene, 11);
  const ports = { ...scene.ports, maintenance: scene.stores.maintenance, jobs: scene.stores.jobs };
  await removeMaintenance(ports, 'default', 'mnt_1');
  await sweepAt(scene, 12);
  expect(told(scene)).toEqual(['digest: Changes: 2 texts changed, first: A paragraph was replaced']);
  await expect(removeMaintenance(ports, 'default', 'mnt_1')).rejects.toMatchObject({ code: 'not-found' });
});

it('power cuts lose nothing and tell nothing twice', async () => {
  for (let cut = 0; cut < 40; cut += 1) {
    const scene = await sceneWith({});
    await putChanges(scene, 3);
    scene.failAfter = cut;
    for (const minutes of [11, 30, 60]) {
      scene.now = at(minutes);
      await sweepAlerts(scene.ports).catch((error: unknown) => {
        if (!(error instanceof PowerCut)) throw error;
        scene.failAfter = null;
      });
    }
    scene.failAfter = null;
    await sweepAt(scene, 61);
    // Cut off while it names its members, a digest is two; each change is in one of them.
    const members = told(scene).map((title) => Number(/: (\d) texts changed/.exec(title)?.[1] ?? 1));
    expect(
      members.reduce((sum, count) => sum + count, 0),
      `cut before write ${cut + 1}`,
    ).toBe(3);
    const kept = await scene.stores.incidents.list({ workspaceId: 'default', limit: 9 });
    expect(kept.map((one) => one.told)).toEqual([1, 1, 1]);
  }
});

describe('a window is refused', () => {
  const ONCE = { kind: 'once', from: '2027-01-01T10:00:00Z', until: '2027-01-01T12:00:00Z' } as const;
  const WEEKLY = { kind: 'weekly', days: ['sun'], from: '02:00', to: '06:00', zone: 'UTC' } as const;
  it.each<[string, object, string]>([
    ['that ends before it begins', { when: { ...ONCE, until: '2027-01-01T09:00:00Z' } }, '/when/until'],
    [
      'that is over',
      { when: { ...ONCE, from: '2020-01-01T00:00:00Z', until: '2020-01-02T00:00:00Z' } },
      '/when/until',
    ],
    ['of more than a year', { when: { ...ONCE, until: '2029-01-01T00:00:00Z' } }, '/when/until'],
    ['of no time', { when: { ...WEEKLY, to: '02:00' } }, '/when/to'],
    ['of an unknown zone', { when: { ...WEEKLY, zone: 'Mars/Base' } }, '/when/zone'],
    ['of an unknown job', { when: ONCE, scope: { kind: 'job', jobId: 'job_none' } }, '/scope/jobId'],
  ])('tells the field at fault in a window %s', async (_what, fields, pointer) => {
    const scene = await createAlertScene([]);
    const input: MaintenanceInput = maintenanceSchema.parse({ reason: 'Moves', ...fields });
    const ports = { ...scene.ports, maintenance: scene.stores.maintenance, jobs: scene.stores.jobs };
    const adding = addMaintenance(ports, { workspaceId: 'default', name: 'ops' }, input);
    await expect(adding).rejects.toMatchObject({ facts: { errors: [{ pointer }] } });
  });
});
