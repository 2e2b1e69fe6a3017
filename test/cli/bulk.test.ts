import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness, putJob } from '../api/harness.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api], { input: '' });

test('tags are put on and taken off, and a search finds the job by them', async () => {
  const job = await putJob(harness, 'stopped');
  expect(await run('tag', job._id, '+Shop', '+old')).toMatchObject({
    code: 0,
    out: `${job.name}: shop, old\n`,
  });
  expect((await run('tag', job._id, '-old')).out).toBe(`${job.name}: shop\n`);
  expect((await run('tag')).out).toContain('shop');
  expect((await run('list', 'tag:shop', 'state:stopped')).out).toContain(job._id);
  expect(await run('list', 'tag:old')).toMatchObject({
    out: '',
    err: expect.stringContaining('No job fits'),
  });
  const { code, err } = await run('tag', job._id, 'shop');
  expect([code, err]).toEqual([2, expect.stringContaining('Write +shop')]);
});

test('a search that can not be read is told with its place', async () => {
  const { code, err } = await run('list', 'stat:running');
  expect([code, err]).toEqual([2, expect.stringContaining('There is no key "stat". Write state:')]);
});

test('a verb for all that fit a search is foretold, then done', async () => {
  const ids = [];
  for (const state of ['scheduled', 'scheduled', 'stopped'] as const) {
    const job = await putJob(harness, state, { recurring: true });
    await harness.ports.jobs.retag(job._id, [], ['many']);
    ids.push(job._id);
  }
  const dry = await run('pause', '--filter', 'tag:many', '--dry-run');
  expect(dry.out).toBe("pause: 2 of 3 jobs.\n  1 job skipped: can't pause while it is stopped\n");
  const unasked = await run('pause', '--filter', 'tag:many');
  expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('say --yes')]);
  expect(await harness.ports.jobs.get(ids[0] ?? '')).toMatchObject({ state: 'scheduled' });
  const done = await run('pause', '--filter', 'tag:many', '--yes');
  expect([done.code, done.out]).toEqual([0, expect.stringContaining('pause: 2 of 3 jobs (done)')]);
  expect(await harness.ports.jobs.get(ids[0] ?? '')).toMatchObject({ state: 'paused' });
});

test('all jobs that fit a search are deleted', async () => {
  for (const state of ['stopped', 'paused'] as const) {
    const job = await putJob(harness, state);
    await harness.ports.jobs.retag(job._id, [], ['gone']);
  }
  const dry = await run('delete', '--filter', 'tag:gone', '--dry-run');
  expect(dry.out).toBe('delete: 2 of 2 jobs. It can not be taken back.\n');
  const done = await run('delete', '--filter', 'tag:gone', '--yes');
  expect([done.code, done.out]).toEqual([0, expect.stringContaining('delete: 2 of 2 jobs (done)')]);
  expect((await run('list', 'tag:gone')).err).toContain('No job fits');
});

test('a verb without jobs and without a search says what to give', async () => {
  const { code, err } = await run('pause');
  expect([code, err]).toEqual([2, expect.stringContaining('or give --filter')]);
});
