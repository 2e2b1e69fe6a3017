import { describe, expect, it } from 'vitest';
import { createBackupLease, createMayDelete } from '../../../../domain/system/lock/deletion-lock.ts';
import type { CleanUpPass } from '../../../../domain/upkeep/clean-up/pass.ts';
import {
  type CleanUpPorts,
  beginCleanUp,
  endCleanUp,
  cleanUpSlice,
} from '../../../../domain/upkeep/clean-up/run-clean-up.ts';
import { minutesLater, START } from '../../../contracts/sample-documents.ts';
import { createScene } from '../../../support/control-scene.ts';

const PASS: CleanUpPass = {
  name: 'shoes',
  step: async ({ cursor }) => ({
    next: cursor === null ? 'more' : null,
    seen: 2,
    freed: { files: 1, bytes: 10, documents: 3 },
  }),
};
const WANTED = { at: START, dryRun: false, by: 'schedule' };

function createCleaning() {
  const scene = createScene();
  const { cleanUps, locks } = scene.stores;
  const ports: CleanUpPorts = {
    ...scene.ports,
    cleanUps,
    locks,
    passes: [PASS],
    workspaceId: 'default',
    mayDelete: async () => true,
  };
  return { scene, ports, cleanUps };
}

async function begun(ports: CleanUpPorts, at = START): Promise<string> {
  const one = await beginCleanUp(ports, { ...WANTED, at });
  if (one === null) throw new Error('it did not begin');
  return one.cleanUpId;
}

describe('a clean-up', () => {
  it('reports what each pass freed, and tells its end once', async () => {
    const { ports, cleanUps, scene } = createCleaning();
    const cleanUpId = await begun(ports);
    expect(await beginCleanUp(ports, WANTED)).toEqual({ cleanUpId, passes: ['shoes'] });
    const order = { cleanUpId, dryRun: false, pass: 'shoes' };
    const first = await cleanUpSlice(ports, { ...order, cursor: null, reports: [] });
    if (first === null) throw new Error('no step');
    // A worker was killed after this step and it is repeated: it counts once.
    await cleanUpSlice(ports, { ...order, cursor: 'more', reports: first.reports });
    const last = await cleanUpSlice(ports, { ...order, cursor: 'more', reports: first.reports });
    const reports = [{ name: 'shoes', seen: 4, freed: { files: 2, bytes: 20, documents: 6 } }];
    expect(last).toEqual({ next: null, reports });
    for (let i = 0; i < 2; i++) await endCleanUp(ports, { cleanUpId, state: 'done', reports });
    expect(await cleanUps.get(cleanUpId)).toMatchObject({ state: 'done', passes: reports });
    expect((await cleanUps.lastDone())?._id).toBe(cleanUpId);
    expect(scene.noted.published.map(({ type }) => type)).toEqual(['clean-up.finished']);
  });

  it('does not begin beside another one', async () => {
    const { ports, cleanUps } = createCleaning();
    const first = await begun(ports);
    expect(await beginCleanUp(ports, { ...WANTED, at: minutesLater(1) })).toBeNull();
    expect((await cleanUps.running()).map(({ _id }) => _id)).toEqual([first]);
  });

  it('takes the place of one whose workflow was lost', async () => {
    const { ports, cleanUps, scene } = createCleaning();
    const first = await begun(ports);
    scene.now = minutesLater(31);
    const second = await begun(ports, scene.now);
    expect(await cleanUps.get(first)).toMatchObject({
      state: 'stopped',
      reason: expect.stringContaining('stood still'),
    });
    const step = { dryRun: false, pass: 'shoes', cursor: null, reports: [] };
    expect(await cleanUpSlice(ports, { ...step, cleanUpId: first })).toBeNull();
    expect(await cleanUpSlice(ports, { ...step, cleanUpId: second })).not.toBeNull();
  });

  it('passes over a pass that this version does not know', async () => {
    const { ports } = createCleaning();
    const cleanUpId = await begun(ports);
    const step = { cleanUpId, dryRun: false, pass: 'hats', cursor: null, reports: [] };
    expect(await cleanUpSlice(ports, step)).toEqual({ next: null, reports: [] });
  });

  it('whose lease a backup has taken meanwhile waits for the end of that', async () => {
    const { ports, scene } = createCleaning();
    const mayDelete = createMayDelete(ports);
    const cleanUpId = await begun(ports);
    scene.now = minutesLater(31);
    const backup = createBackupLease({ ...ports, backupId: 'one' });
    expect(await backup.hold()).toBe(true);
    const step = { cleanUpId, pass: 'shoes', dryRun: false, cursor: null, reports: [] };
    await expect(cleanUpSlice({ ...ports, mayDelete }, step)).rejects.toMatchObject({ retryable: true });
    await backup.release();
    expect(await cleanUpSlice({ ...ports, mayDelete }, step)).not.toBeNull();
  });

  it('waits while a backup is taken, and looks at what would go all the same', async () => {
    const { ports } = createCleaning();
    const cleanUpId = await begun(ports);
    const held = { ...ports, mayDelete: async () => false };
    const step = { cleanUpId, pass: 'shoes', cursor: null, reports: [] };
    await expect(cleanUpSlice(held, { ...step, dryRun: false })).rejects.toMatchObject({ retryable: true });
    expect(await cleanUpSlice(held, { ...step, dryRun: true })).not.toBeNull();
  });
});
