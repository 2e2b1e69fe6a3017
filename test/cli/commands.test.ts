import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, createHarness, putJob, putRun } from '../api/harness.ts';
import { exitCodeOfOutput } from '../../cli/exit-code.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api], { input: '{"before":"a"}' });

describe('exit codes', () => {
  test('0: what was asked was done', async () => {
    const { code, out } = await run('add', 'https://shop.example/tent', '--every', '15m', '--name', 'tent');
    expect([code, out]).toEqual([0, expect.stringContaining('tent')]);
  });

  test('a job that was added says in words when it runs', async () => {
    const weekly = ['--cron', '0 18 * * 1-5', '--zone', 'Europe/Berlin'];
    const byCron = await run('add', 'https://shop.example/lamp', ...weekly);
    expect(byCron.out).toContain('runs weekdays at 18:00 in Europe/Berlin');
    const byInterval = await run('add', 'https://shop.example/rug', '--every', '90m');
    expect(byInterval.out).toContain('runs every 90 minutes');
    expect((await run('add', 'https://shop.example/mug')).out).not.toContain('runs');
  });

  test.each([
    [['lst'], 'Did you mean list?'],
    [
      ['add', 'http://10.0.0.1/'],
      '/config/source/urls/0: http://10.0.0.1/ (private) is an address of a private',
    ],
    [
      ['add', 'https://shop.example/', '--every', 'often'],
      '"often" is no schedule. Write for example "every 15 minutes"',
    ],
    [['add', 'https://shop.example/', '--every', '5s'], '--every 5s is too often. Write 10s at least'],
    [['add', 'https://shop.example/', '--every', '400d'], '366d at most'],
    [['add', 'https://shop.example/', '--cron', 'hourly'], 'Write minute hour day month weekday'],
    [['add', 'https://shop.example/', '--site', '--sitemap'], 'Choose one of'],
    [['inspect', 'weather'], 'Allowed choices are price, product'],
    [['inspect', 'change', '-'], 'This is no case of a change. It is one of {"steps"'],
    [['inspect', 'product', 'http://127.0.0.1:1/'], 'allow it: WEBLOOM_ALLOW_HOSTS=127.0.0.1:1'],
    [['up', '--scrapers', 'many'], 'write a number (3) or a range (1..4)'],
    [['up', '--data-dir', '/dev/null/data'], 'name another one with --data-dir'],
    [['up', '--data-dir', '/proc/nowhere'], 'name another one with --data-dir'],
    [['list', '--state', 'asleep'], 'Give one of created, scheduled'],
    [
      ['add', 'https://shop.example/', '--tz', 'Europe/Berlin'],
      '--zone is the time zone of times of the day',
    ],
  ])('2: the command line %j is not right', async (args, words) => {
    const { code, err } = await run(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });

  test('2: what is given as the address of the API is none', async () => {
    const { code, err } = await runCli(['list', '--api', 'localhost:4600']);
    expect([code, err]).toEqual([2, expect.stringContaining('is no address of an API')]);
  });

  test('3: there is no such thing', async () => {
    expect(await run('show', 'job_nobody')).toMatchObject({ code: 3, out: '' });
    expect((await run('start', 'no such name')).err).toContain('"webloom list" shows all jobs.');
  });

  test('4: not in this state; what is possible is said', async () => {
    const job = await putJob(harness, 'created');
    const { code, err } = await run('resume', job._id);
    expect(code).toBe(4);
    expect(err).toContain('possible now: start, stop, force-stop, archive');
    expect(err).toMatch(/request \w{26}/);
  });

  test('5: the key is missing or wrong', async () => {
    const locked = await createHarness({ apiKey: 'wl_right' });
    const address = await locked.app.listen({ host: '127.0.0.1', port: 0 });
    expect((await runCli(['list', '--api', address])).code).toBe(5);
    expect((await runCli(['list', '--api', address], { env: { WEBLOOM_API_KEY: 'wl_right' } })).code).toBe(0);
    await locked.app.close();
  });

  test('7: nothing answers there', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const { code, err } = await runCli(['list', '--api', `http://127.0.0.1:${port}`]);
    expect([code, err]).toEqual([7, expect.stringContaining('webloom up')]);
  });
});

describe('--json', () => {
  test('prints one document on standard output, wherever it stands', async () => {
    const job = await putJob(harness, 'created');
    for (const args of [
      ['--json', 'show', job._id],
      ['show', job._id, '--json'],
    ]) {
      const { out } = await run(...args);
      expect(JSON.parse(out)).toMatchObject({ jobId: job._id, state: 'created' });
    }
  });

  test('verbs and lists answer as the API does', async () => {
    const { jobId, _id } = await putRun(harness, 'running');
    expect(JSON.parse((await run('pause', jobId, '--json')).out)).toMatchObject({
      state: 'paused',
      runId: _id,
    });
    expect(JSON.parse((await run('runs', jobId, '--json')).out).items).toMatchObject([{ runId: _id }]);
    const why = JSON.parse((await run('why', jobId, '--json')).out);
    expect(why).toMatchObject({ idle: true, reasons: [{ code: 'paused' }] });
  });
});

test('a job is found by its name, unless two have it', async () => {
  await run('add', 'https://shop.example/1', '--name', 'twice');
  expect((await run('show', 'twice')).code).toBe(0);
  await run('add', 'https://shop.example/2', '--name', 'twice');
  const { code, err } = await run('show', 'twice');
  expect([code, err]).toEqual([4, expect.stringContaining('Which one is meant?')]);
});

test('an id may be cut short, as long as it is the beginning of one', async () => {
  const { jobId } = JSON.parse((await run('add', 'https://shop.example/4', '--json')).out);
  const { out } = await run('show', jobId.slice(0, -2));
  expect(out).toContain(jobId);
  const { code, err } = await run('show', 'job_');
  expect([code, err]).toEqual([4, expect.stringContaining('Use one of the ids')]);
  expect((await run('run', 'run_nobody')).code).toBe(3);
});

test('a data folder that is named stands for the stack on it, not for another one', async () => {
  const { code, err } = await runCli(['list', '--data-dir', '/nowhere/at-all']);
  expect([code, err]).toEqual([
    7,
    expect.stringContaining('No stack runs on the data folder /nowhere/at-all'),
  ]);
});

test('progress keeps to one line of a narrow terminal', async () => {
  const { _id } = await putRun(harness, 'completed');
  const { err } = await runCli(['watch', _id, '--api', api], { columns: 30 });
  const drawn = err.split('\r').map((line) => line.replace('\u001b[2K', '').trim());
  expect(drawn.at(-1)).toMatch(/^completed: .*…$/);
  expect(Math.max(...drawn.map((line) => line.length))).toBeLessThan(30);
});

test('the help of a command says what it does', async () => {
  expect((await runCli(['why', '--help'])).out).toContain('without a URL: why nothing moves in a run');
});

test('output nobody reads is no error, output that can not be written is', () => {
  const broken = (code: string) => Object.assign(new Error(code), { code });
  expect(exitCodeOfOutput(broken('EPIPE'))).toBe(0);
  expect(exitCodeOfOutput(broken('ENOSPC'))).toBe(1);
});

test('an interval is shown as it can be written', async () => {
  await run('add', 'https://shop.example/', '--every', '120m', '--name', 'two-hourly');
  expect((await run('show', 'two-hourly')).out).toContain('every 2h\n');
});

test.each(['list', 'runs'])('%s goes on where it ended', async (list) => {
  await putRun(harness, 'completed');
  await putRun(harness, 'completed');
  const first = await run(list, '--limit', '1');
  const cursor = /More: --cursor (\S+)/.exec(first.err)?.[1] ?? '';
  const second = await run(list, '--limit', '1', '--cursor', cursor);
  const idIn = (text: string) => /^(job|run)_\w+/m.exec(text)?.[0];
  expect(idIn(second.out)).toEqual(expect.any(String));
  expect(idIn(second.out)).not.toBe(idIn(first.out));
});

test('an address a run did not look at is named in the answer', async () => {
  const { _id } = await putRun(harness, 'completed');
  const { code, err } = await run('why', _id, 'https://shop.example/nowhere');
  expect([code, err]).toEqual([3, expect.stringContaining('https://shop.example/nowhere was not among')]);
});

test('text of foreign pages can not steer the terminal', async () => {
  const job = await putJob(harness, 'created');
  const name = 'red\u001b[31m alert\u0007 \u202etxet';
  await harness.ports.jobs.configure(job._id, 1, { name, config: job.config, nextRunAt: null });
  const { out } = await run('list');
  expect(out).toContain('red alert');
  for (const steering of ['\u0007', '\u202e']) expect(out).not.toContain(steering);
});
