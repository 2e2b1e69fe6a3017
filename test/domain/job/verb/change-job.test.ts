import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import { describe, expect, it } from 'vitest';
import { changeJob } from '../../../../domain/job/verb/change-job.ts';
import type { Job } from '../../../../domain/job/job.ts';
import { stopJob } from '../../../../domain/job/verb/stop-job.ts';
import { createTestBox } from '../../../support/secret-box.ts';
import { configOf, createScene, HOURLY, jobOf, putJob, type Scene } from '../../../support/control-scene.ts';

async function change(fields: Partial<Job>, config: object): Promise<Scene> {
  const scene = createScene();
  const { jobVersions, logins, proxyPools, tagSettings } = createMemoryStores();
  await putJob(scene, fields);
  const context = { policy: { allowHosts: [], ports: [80, 443] }, now: scene.now };
  await changeJob(
    { ...scene.ports, secrets: createTestBox(), jobVersions, logins, proxyPools, tagSettings },
    { jobId: 'job', version: null, patch: { config } },
    context,
  );
  return scene;
}

describe('rules about text of a job that tells price and stock alone', () => {
  const config = configOf({ changes: { watch: 'price-and-stock' } });
  const before = { ...config, changes: { ...config.changes, triggerText: ['sale'] } };

  it('that it has from before they were refused go with its next change', async () => {
    const scene = await change({ config: before }, { schedule: HOURLY });
    const { changes, schedule } = (await jobOf(scene)).config;
    expect([changes.triggerText, schedule]).toEqual([config.changes.triggerText, HOURLY]);
  });

  it('stay where the same change makes it watch the page', async () => {
    const scene = await change({ config: before }, { changes: { watch: 'page' } });
    expect((await jobOf(scene)).config.changes.triggerText).toEqual(['sale']);
  });

  it('are refused when they are new', async () => {
    const asked = change({ config: before }, { changes: { triggerText: ['sale', 'new'] } });
    await expect(asked).rejects.toMatchObject({ code: 'validation' });
  });
});

describe('the schedule of a job', () => {
  const patched = (fields: Partial<Job>, schedule: unknown): Promise<Scene> => change(fields, { schedule });

  it.each(['created', 'completed', 'failed'] as const)(
    'that is the first one of a job that is %s is kept at once',
    async (state) => {
      const scene = await patched({ state }, HOURLY);
      expect(await jobOf(scene)).toMatchObject({ state: 'scheduled', nextRunAt: expect.any(Date) });
      expect(scene.noted.schedules.get('job')).toBe('active');
    },
  );

  it.each([
    [HOURLY, { kind: 'cron', cron: '0 9 * * *' }, { kind: 'cron', cron: '0 9 * * *', timezone: 'UTC' }],
    [{ kind: 'cron', cron: '0 9 * * *', timezone: 'Europe/Berlin' }, HOURLY, HOURLY],
    [
      { kind: 'cron', cron: '0 9 * * *', timezone: 'Europe/Berlin' },
      { cron: '0 7 * * *' },
      { kind: 'cron', cron: '0 7 * * *', timezone: 'Europe/Berlin' },
    ],
    [HOURLY, { everyMs: 60_000 }, { kind: 'interval', everyMs: 60_000 }],
  ])('%j patched with %j is %j', async (present, patch, wanted) => {
    const scene = await patched({ state: 'scheduled', config: configOf({ schedule: present }) }, patch);
    expect((await jobOf(scene)).config.schedule).toEqual(wanted);
  });

  it('sleeps on in a stopped job until somebody says otherwise', async () => {
    const scene = await patched({ state: 'stopped' }, HOURLY);
    expect(await jobOf(scene)).toMatchObject({ state: 'stopped', nextRunAt: null });
    expect(scene.noted.schedules.has('job')).toBe(false);
  });

  it('that is taken away leaves a job that waits for nothing', async () => {
    const config = configOf({ schedule: HOURLY });
    const scene = await patched({ state: 'scheduled', config, nextRunAt: new Date() }, null);
    expect(await jobOf(scene)).toMatchObject({ state: 'created', nextRunAt: null });
    await stopJob(scene.ports, 'job', { force: false });
    expect((await jobOf(scene)).state).toBe('stopped');
  });
});
