// The tools of the MCP that change something: made after a dry run, audited, refused with what to do.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fencedIn, textOf } from '../../support/mcp-client.ts';
import { makeKey } from '../access/callers.ts';
import { putJob } from '../harness.ts';
import { type McpScene, call, createMcpScene } from './mcp-scene.ts';

let scene: McpScene;
beforeAll(async () => {
  scene = await createMcpScene();
  await putJob(scene.harness, 'completed', { jobId: 'job_tents' });
});
afterAll(() => scene.close());

describe('what changes something', () => {
  const urls = ['https://shop.example/tent'];

  test('is refused to a key that may only read, however it is asked', async () => {
    const client = await scene.clientFor('viewer');
    await expect(call(client, 'pause', { job: 'job_tents' })).rejects.toThrow('pause');
  });

  test('is a job only once it is asked for without a dry run, and one job however often', async () => {
    const operator = await scene.clientFor('operator');
    const draft = await call(operator, 'add_job', { urls, name: 'Tents', every: '1h', parts: ['.price'] });
    expect(textOf(draft)).toMatch(/^Nothing was made\. This job would be:/);
    expect(draft.structuredContent).toMatchObject({ made: false, fromPage: { name: 'Tents' } });
    const { jobId } = draft.structuredContent as { jobId: string };
    expect(fencedIn(textOf(await call(operator, 'list_jobs', {})))).not.toContain('Tents');

    const note = 'For Anna’s tour';
    const given = { urls, name: 'Tents', note, every: '1h', parts: ['.price'], dryRun: false, jobId };
    const made = await call(operator, 'add_job', given);
    expect(made.structuredContent).toMatchObject({ made: true, jobId, state: 'scheduled' });
    await call(operator, 'add_job', given);
    const jobs = await call(operator, 'list_jobs', { search: 'Tents' });
    expect((jobs.structuredContent as { items: object[] }).items).toMatchObject([{ jobId, note }]);
    expect(fencedIn(textOf(jobs))).toContain(`note: ${note}`);
    const shown = await call(operator, 'get_job', { job: 'tents' });
    expect(shown.structuredContent).toMatchObject({
      jobId,
      fromPage: { config: { schedule: { everyMs: 3_600_000 }, changes: { scope: { include: ['.price'] } } } },
    });
  });

  test('is told with its effect, and audited as the caller’s', async () => {
    const { _id: jobId, name } = await putJob(scene.harness, 'scheduled', { recurring: true });
    const operator = await scene.clientFor('operator');
    const paused = await call(operator, 'pause', { job: name });
    expect(paused.structuredContent).toMatchObject({ jobId, state: 'paused', same: false });
    expect(textOf(await call(operator, 'pause', { job: jobId }))).toContain('as it was already');
    expect((await call(operator, 'resume', { job: jobId })).structuredContent).toMatchObject({
      state: 'scheduled',
    });
    const { items } = (await (await makeKey(scene.harness)).ask('GET', `/v1/audit?subject=${jobId}`)).json();
    expect(items).toContainEqual(
      expect.objectContaining({
        action: 'pauseJob',
        actor: 'operator',
        userAgent: expect.stringContaining('webloom-mcp'),
      }),
    );
  });

  test('tells what the API says against it, with what to do', async () => {
    const operator = await scene.clientFor('operator');
    for (const [name, given, words] of [
      ['resume', { job: 'job_tents' }, 'transition-not-allowed'],
      ['run_now', { job: 'no such job' }, 'list_jobs shows all jobs'],
      ['add_job', { urls: ['ftp://shop.example/'] }, 'url'],
      ['add_job', { urls, every: 'whenever' }, 'is no schedule'],
      ['add_job', {}, 'Say what to watch'],
    ] as const) {
      const refused = await call(operator, name, given);
      expect(refused.isError).toBe(true);
      expect(textOf(refused)).toContain(words);
      expect(textOf(refused)).not.toMatch(/ {4}at |\.ts:\d/);
    }
  });
});
