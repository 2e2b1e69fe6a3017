import { createMemoryStores } from '../../../adapters/memory/memory-stores.ts';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { changeJob, mergeJobPatch, mergePatch } from '../../../domain/control/change-job.ts';
import type { Job } from '../../../domain/job/job.ts';
import { stopJob } from '../../../domain/control/stop-job.ts';
import { createTestBox } from '../../support/secret-box.ts';
import { configOf, createScene, HOURLY, jobOf, putJob, type Scene } from '../../support/control-scene.ts';

test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: 'foo' }, null, null],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched with %j is %j (the cases of RFC 7396)', (target, patch, merged) => {
  expect(mergePatch(target, patch)).toEqual(merged);
});

test('a patch of whole values without null is what comes out', () => {
  const value = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.oneof(fc.integer(), fc.string()));
  fc.assert(
    fc.property(value, value, (target, patch) => {
      expect(mergePatch(target, patch)).toEqual({ ...target, ...patch });
    }),
  );
});

test.each([
  [
    { kind: 'pages', urls: ['http://a.test/'] },
    { kind: 'sitemap', sitemaps: ['http://a.test/sitemap.xml'] },
    { kind: 'sitemap', sitemaps: ['http://a.test/sitemap.xml'] },
  ],
  [
    { kind: 'site', start: ['http://a.test/'], maxDepth: 3 },
    { kind: 'site', start: ['http://b.test/'] },
    { kind: 'site', start: ['http://b.test/'], maxDepth: 3 },
  ],
])('a source %j patched with %j is %j', (source, patch, merged) => {
  const job = { name: 'Kettles', config: { source, tolerance: 0.5 } };
  expect(mergeJobPatch(job, { config: { source: patch } })).toEqual({
    name: 'Kettles',
    config: { source: merged, tolerance: 0.5 },
  });
});

describe('the schedule of a job', () => {
  const policy = { allowHosts: [], ports: [80, 443] };

  async function patched(fields: Partial<Job>, schedule: unknown): Promise<Scene> {
    const scene = createScene();
    await putJob(scene, fields);
    const patch = { config: { schedule } };
    const context = { policy, now: scene.now };
    await changeJob(
      { ...scene.ports, secrets: createTestBox(), jobVersions: createMemoryStores().jobVersions },
      { jobId: 'job', version: null, patch },
      context,
    );
    return scene;
  }

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
