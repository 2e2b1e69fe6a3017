// The list of changes: what is the site's is shown once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleChange } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob } from '../api/harness.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

test('a template change of three pages is one entry that says so; JSON has them all', async () => {
  // What belongs to no job is shown to nobody.
  await putJob(harness, 'created', { jobId: 'job_x' });
  const changes = ['a', 'b', 'c', 'd'].map((key, n) =>
    sampleChange(`job_x:${key}`, n + 2, { jobId: 'job_x', ...(key === 'd' ? {} : { siteWide: 'footer' }) }),
  );
  await harness.ports.history.insertChanges(changes);
  const { out } = await runCli(['changes', 'job_x', '--api', api]);
  expect(out.match(/job_x:\w+:\d/g)).toHaveLength(2);
  expect(out).toContain('and 2 more pages: the template of the site changed');
  const json = JSON.parse((await runCli(['changes', 'job_x', '--json', '--api', api])).out) as {
    items: unknown[];
  };
  expect(json.items).toHaveLength(4);
});

test('a change names the price rules that fired, and why', async () => {
  await putJob(harness, 'created', { jobId: 'job_y' });
  const rules = [{ name: 'cheap', reason: '€95.00 is at or below €100.00' }];
  await harness.ports.history.insertChanges([sampleChange('job_y:a', 2, { jobId: 'job_y', rules })]);
  const { out } = await runCli(['changes', 'job_y', '--api', api]);
  expect(out).toContain('price rule “cheap”: €95.00 is at or below €100.00');
});
