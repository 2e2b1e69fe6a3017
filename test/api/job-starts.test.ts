// A job whose starts come on top of more than can be done: told when it is checked, created, changed, copied, applied from files, or
// resumed among many. It is refused nowhere.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { judgeStarts } from '../../domain/health/starts/judge-starts.ts';
import { createHarness, type Harness } from './harness.ts';
import { runCli } from '../cli/harness.ts';

const LATE = { lateMs: 40_000, comePerMinute: 320, donePerMinute: 210, waiting: 213 };
const SAID = 'Starts are 40 s late: 320 starts a minute come, 210 are done.';

let harness: Harness;
let api: string;
let folder: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'webloom-starts-'));
});
beforeEach(() => {
  harness.looked = { msAgo: 9_000, parts: [judgeStarts(LATE)] };
});
afterAll(async () => {
  await harness.app.close();
  await rm(folder, { recursive: true });
});

const jobOf = (name: string, everyMs: number | null = 60_000) => ({
  name,
  config: {
    source: { kind: 'pages', urls: [`https://shop.example/${name}`] },
    ...(everyMs === null ? {} : { schedule: { kind: 'interval', everyMs } }),
  },
});

async function send(method: 'POST' | 'PATCH' | 'GET', url: string, payload?: object) {
  const answer = await harness.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}

async function startCodes(
  method: 'POST' | 'PATCH' | 'GET',
  url: string,
  payload?: object,
): Promise<string[]> {
  const { notices } = await send(method, url, payload);
  return notices.flatMap(({ code }: { code: string }) => (code === 'starts-late' ? [code] : []));
}

test('a check, a creation, a change and a copy tell it; one without a schedule, or while starts are in time, does not', async () => {
  expect(await startCodes('POST', '/v1/jobs/validate', jobOf('a'))).toEqual(['starts-late']);
  const created = await send('POST', '/v1/jobs', jobOf('a'));
  expect(created.notices).toMatchObject([
    { code: 'starts-late', pointer: '/config/schedule', detail: expect.stringContaining(SAID) },
  ]);
  const job = `/v1/jobs/${created.jobId}`;
  const schedule = { kind: 'interval', everyMs: 30_000 };
  expect(await startCodes('PATCH', job, { config: { schedule } })).toEqual(['starts-late']);
  const copy = { name: 'copy', keepSchedule: true };
  expect(await startCodes('POST', `${job}/clone`, copy)).toEqual(['starts-late']);
  expect(await startCodes('GET', job)).toEqual([]);
  expect(await startCodes('POST', '/v1/jobs', jobOf('b', null))).toEqual([]);
  harness.looked = { msAgo: 9_000, parts: [judgeStarts({ ...LATE, lateMs: 900 })] };
  expect(await startCodes('POST', '/v1/jobs', jobOf('c'))).toEqual([]);
});

test('what the monitor saw long ago, or never, says nothing, and the job is made', async () => {
  harness.looked = { msAgo: 60_000, parts: [judgeStarts(LATE)] };
  expect(await startCodes('POST', '/v1/jobs', jobOf('d'))).toEqual([]);
  harness.looked = null;
  expect(await startCodes('POST', '/v1/jobs', jobOf('e'))).toEqual([]);
});

test('many jobs that are resumed are told it before, those that are paused are not', async () => {
  const forecast = (verb: string) => send('POST', '/v1/bulk-actions', { verb, q: '', dryRun: true });
  expect((await forecast('resume')).warning).toMatch(/^Starts are 40 s late: .* More of them make all later/);
  expect((await forecast('pause')).warning).toBeNull();
  const { out } = await runCli(['resume', '--filter', 'a', '--dry-run', '--api', api]);
  expect(out).toContain(`! ${SAID}`);
});

test('a job that is started or resumed by hand, or among many, is told it with the answer', async () => {
  harness.looked = { msAgo: 9_000, parts: [judgeStarts({ ...LATE, lateMs: 900 })] };
  const { jobId } = await send('POST', '/v1/jobs', jobOf('by hand'));
  harness.looked = { msAgo: 9_000, parts: [judgeStarts(LATE)] };
  const answers: Record<string, unknown> = {};
  for (const verb of ['start', 'pause', 'resume'])
    answers[verb] = await send('POST', `/v1/jobs/${jobId}/${verb}`);
  const told = { warning: expect.stringMatching(/^Starts are 40 s late: .* More of them make all later/) };
  expect(answers).toMatchObject({ start: told, pause: { warning: null }, resume: told });
  // It is so already: nothing more comes of it.
  const other = await send('POST', '/v1/jobs', jobOf('another'));
  const again = await send('POST', `/v1/jobs/${other.jobId}/schedule`);
  expect(again).toMatchObject({ same: true, warning: null });
  expect((await runCli(['pause', jobId, '--api', api])).err).not.toContain(SAID);
  expect((await runCli(['resume', jobId, '--api', api])).err).toContain(`! ${SAID}`);
  const many = await runCli(['resume', '--filter', 'hand', '--yes', '--api', api]);
  expect(many.err).toContain(`! ${SAID}`);
});

test('the commands that add, edit and apply jobs print it with what to do', async () => {
  const added = await runCli(['add', 'https://shop.example/f', '--every', '1m', '--name', 'f', '--api', api]);
  expect([added.code, added.err]).toEqual([0, expect.stringContaining(SAID)]);
  expect(added.err).toContain('→ Slow down: give jobs that run often a longer interval');
  const edited = await runCli(['edit', 'f', '--every', '2m', '--api', api]);
  expect([edited.code, edited.err]).toEqual([0, expect.stringContaining(SAID)]);
  const file = join(folder, 'jobs.json');
  await writeFile(file, JSON.stringify([jobOf('g'), jobOf('h')]));
  const applied = await runCli(['apply', '-f', file, '--api', api]);
  expect([applied.code, applied.err.split(SAID)]).toEqual([0, [expect.any(String), expect.any(String)]]);
});
