import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { type Harness, createHarness, putJob } from './harness.ts';
import { runCli } from '../cli/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const patch = (jobId: string, payload: unknown, match: string) =>
  harness.app.inject({
    method: 'PATCH',
    url: `/v1/jobs/${jobId}`,
    headers: { 'content-type': 'application/json', 'if-match': match },
    payload: JSON.stringify(payload),
  });

test('of two who change only the tags they have read, the second one is refused', async () => {
  const { _id } = await putJob(harness, 'stopped');
  const { etag } = (await harness.app.inject(`/v1/jobs/${_id}`)).json();
  const first = await patch(_id, { tags: ['mine'] }, `"${etag}"`);
  expect([first.statusCode, first.json().tags]).toEqual([200, ['mine']]);
  const second = await patch(_id, { tags: ['yours'] }, etag);
  expect([second.statusCode, second.json().detail]).toEqual([
    412,
    expect.stringContaining('changed the tags or the note meanwhile'),
  ]);
  const both = await patch(_id, { name: 'Kettles', tags: ['yours'] }, etag);
  expect(both.statusCode).toBe(412);
  expect((await patch(_id, { tags: ['yours'] }, `"${first.json().etag}"`)).json().tags).toEqual(['yours']);
  expect((await patch(_id, { tags: ['any'] }, '"1"')).json().tags).toEqual(['any']);
});

test('the command keeps tags that somebody else puts on meanwhile', async () => {
  const { _id } = await putJob(harness, 'stopped');
  const { jobs } = harness.ports;
  let isFirst = true;
  const app = await createApp(harness.ports);
  app.addHook('onSend', async (request) => {
    if (request.method !== 'GET' || !isFirst) return;
    isFirst = false;
    await jobs.retag(_id, [], ['theirs']);
  });
  const api = await app.listen({ host: '127.0.0.1', port: 0 });
  const { out } = await runCli(['tag', _id, '+mine', '--api', api]);
  await app.close();
  expect(out).toContain('theirs, mine');
});
