// Who is offered which tools of the MCP over HTTP, and who may ask at all.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectInside, textOf, toolNames } from '../../support/mcp-client.ts';
import { sampleChange } from '../../contracts/sample-documents.ts';
import { makeKey } from '../access/callers.ts';
import { T0, createHarness, putJob } from '../harness.ts';
import { type McpScene, call, createMcpScene } from './mcp-scene.ts';

const READING = [
  'list_changes',
  'get_change',
  'get_diff',
  'explain',
  'list_prices',
  'list_jobs',
  'get_job',
  'list_runs',
  'health',
];
const LOOKING = ['preview_page', 'scrape_page', 'map_site'];
const CHANGING = ['add_job', 'run_now', 'pause', 'resume', 'stop'];

let scene: McpScene;
beforeAll(async () => {
  scene = await createMcpScene();
  await putJob(scene.harness, 'completed', { jobId: 'job_tents' });
  await scene.harness.ports.history.insertChanges([
    sampleChange('job_tents:p', 2, { jobId: 'job_tents', at: new Date(T0 - 3_600_000) }),
  ]);
});
afterAll(() => scene.close());

describe('what is offered', () => {
  test.each([
    ['viewer', READING],
    ['operator', [...READING, ...LOOKING, ...CHANGING]],
  ] as const)('to the key of a %s', async (scope, names) => {
    expect(await toolNames(await scene.clientFor(scope))).toEqual(names);
  });

  test('where no key is asked for: nothing that changes something', async () => {
    const open = await createHarness();
    const inside = await connectInside({ app: open.app });
    expect(await toolNames(inside)).toEqual([...READING, ...LOOKING]);
    await inside.close();
    await open.app.close();
  });

  test('says of each tool whether it only reads', async () => {
    const { tools } = await (await scene.clientFor('admin')).listTools();
    const changing = tools.filter(({ annotations }) => annotations?.readOnlyHint !== true);
    expect(changing.map(({ name }) => name)).toEqual(CHANGING);
    expect(tools.filter(({ annotations }) => annotations?.openWorldHint).map(({ name }) => name)).toEqual(
      LOOKING,
    );
    for (const { description, inputSchema } of tools) {
      expect(description?.length).toBeGreaterThan(20);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  test('is the same in the newest protocol', async () => {
    const { key } = await makeKey(scene.harness, { scope: 'viewer' });
    const modern = await connectInside({ app: scene.harness.app, key, era: 'auto' });
    expect(modern.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    expect(await toolNames(modern)).toEqual(READING);
    expect(textOf(await call(modern, 'list_changes', { since: 'yesterday', timeZone: 'UTC' }))).toContain(
      '1 change since',
    );
    await modern.close();
  });
});

describe('who asks', () => {
  const ask = (headers: Record<string, string> = {}, method: 'GET' | 'POST' = 'POST') =>
    scene.harness.app.inject({
      method,
      url: '/mcp',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...headers,
      },
      ...(method === 'POST' ? { payload: { jsonrpc: '2.0', id: 1, method: 'tools/list' } } : {}),
    });

  test('needs a key', async () => {
    const answer = await ask();
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Webloom"');
    expect(answer.json()).toMatchObject({ type: '/problems/unauthorized' });
  });

  test('is no page of another site', async () => {
    const { key } = await makeKey(scene.harness, { scope: 'viewer' });
    const answer = await ask({ authorization: `Bearer ${key}`, origin: 'https://evil.example' });
    expect(answer.statusCode).toBe(403);
  });

  test('asks by POST alone', async () => {
    const { key } = await makeKey(scene.harness, { scope: 'viewer' });
    expect((await ask({ authorization: `Bearer ${key}` }, 'GET')).statusCode).toBe(405);
  });

  test('finds nothing where it is switched off', async () => {
    const off = await createHarness({ servesMcp: false });
    expect((await off.app.inject({ method: 'POST', url: '/mcp', payload: {} })).statusCode).toBe(404);
    await off.app.close();
  });

  test('sees its own workspace', async () => {
    const other = await scene.harness.app.inject({
      method: 'POST',
      url: '/v1/workspaces',
      headers: { authorization: 'Bearer the-operators-key' },
      payload: { name: 'Other' },
    });
    const { key } = await makeKey(scene.harness, { scope: 'viewer', workspaceId: other.json().workspaceId });
    const stranger = await connectInside({ app: scene.harness.app, key });
    expect(textOf(await call(stranger, 'list_changes', {}))).toBe('0 changes.');
    const refused = await call(stranger, 'get_change', { changeId: 'job_tents:p:2' });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain('not-found');
    await stranger.close();
  });
});
