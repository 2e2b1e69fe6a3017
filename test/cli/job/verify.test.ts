// Verifying all jobs: those that can not be looked at now are named, and the others are not left for it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../../domain/run/run.ts';
import { createHarness, type Harness, putRun } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

let harness: Harness;
let api: string;
let going: Run;

beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  await putRun(harness, 'running');
  going = await putRun(harness, 'running');
});
afterAll(() => harness.app.close());

test('each job that runs is named, and what to do', async () => {
  const { code, err } = await runCli(['verify', '--api', api]);
  expect(code).toBe(1);
  expect(err.match(/is left: run_\S+ is going on\. Wait for its end/g)).toHaveLength(2);
});

test('of one job it is an error', async () => {
  const { code, err } = await runCli(['verify', '--job', going.jobId, '--api', api]);
  expect(code).not.toBe(0);
  expect(err).toContain('is going on');
});
