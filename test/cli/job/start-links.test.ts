// Start links on the command line: made with the address alone on standard output, listed without it, revoked by name.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHarness, type Harness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  await run('add', 'https://shop.example/a', '--name', 'tent');
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api]);

test('a start link is made, used, listed and revoked', async () => {
  expect((await run('start-links', 'list', 'tent')).err).toContain('has no start links');
  const made = await run('start-links', 'add', 'tent', '--name', 'deploys');
  const url = made.out.trim();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/triggers\/wlt_[\w-]{43}$/);
  expect((await fetch(url, { method: 'POST' })).status).toBe(202);
  const listed = await run('start-links', 'list', 'tent', '--wide');
  expect(listed.out).toContain('deploys');
  expect(listed.out).not.toContain('wlt_');
  expect((await run('run', 'tent')).out).toContain('manual by webhook deploys');
  expect((await run('triggers', 'list', 'tent', '--wide')).out).toBe(listed.out);
  expect((await run('start-links', 'revoke', 'tent', 'deploys')).out).toContain('is revoked');
  expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  expect(await run('start-links', 'revoke', 'tent', 'nothing')).toMatchObject({ code: 3 });
});
