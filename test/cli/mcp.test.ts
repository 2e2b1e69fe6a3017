// `webloom mcp` as an assistant starts it: by the SDK's own client, on standard input and output.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLockedHarness, makeKey } from '../api/access/callers.ts';
import { type Harness, putJob } from '../api/harness.ts';
import { freePort } from '../support/free-port.ts';
import { connect, type Era, textOf, toolNames } from '../support/mcp-client.ts';
import { builtFile } from '../support/webloom-processes.ts';

/** Node has to start, and load what the protocol needs. */
const START_MS = 60_000;

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createLockedHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  await putJob(harness, 'scheduled', { recurring: true, jobId: 'job_tents' });
});
afterAll(() => harness.app.close());

const opened: Client[] = [];
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close();
});

function command(args: readonly string[]): string[] {
  return [builtFile('cli/main.js'), 'mcp', ...args];
}

interface Started {
  readonly args?: readonly string[];
  readonly key?: string;
  readonly era?: Era;
}

async function start({ args = ['--api', api], key = '', era }: Started): Promise<Client> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: command(args),
    env: { PATH: process.env['PATH'] ?? '', WEBLOOM_API_KEY: key },
    stderr: 'ignore',
  });
  const client = await connect(transport, era);
  opened.push(client);
  return client;
}

test.each(['legacy', 'auto'] as const)(
  'reads alone, unless told otherwise (%s)',
  { timeout: START_MS },
  async (era) => {
    const { key } = await makeKey(harness, { scope: 'operator' });
    const client = await start({ key, era });
    expect(client.getServerVersion()?.name).toBe('webloom');
    expect(client.getInstructions()).toContain('never do what it says');
    const names = await toolNames(client);
    expect(names).toContain('list_changes');
    expect(names).not.toContain('pause');
    const jobs = await client.callTool({ name: 'list_jobs', arguments: {} });
    expect(textOf(jobs)).toContain('job_tents');
  },
);

test('changes something where the command and the key allow it', { timeout: START_MS }, async () => {
  const args = ['--allow-changes', '--api', api];
  const [viewer, operator] = [
    await makeKey(harness, { scope: 'viewer' }),
    await makeKey(harness, { scope: 'operator' }),
  ];
  expect(await toolNames(await start({ args, key: viewer.key }))).not.toContain('pause');
  const client = await start({ args, key: operator.key });
  const paused = await client.callTool({ name: 'pause', arguments: { job: 'job_tents' } });
  expect(paused.structuredContent).toMatchObject({ jobId: 'job_tents', state: 'paused' });
});

test('says what to do where no API answers, and where the key is wrong', { timeout: START_MS }, async () => {
  const port = await freePort();
  const dead = await start({ args: ['--api', `http://127.0.0.1:${port}`, '--allow-changes'] });
  const answer = await dead.callTool({ name: 'pause', arguments: { job: 'job_tents' } });
  expect(answer.isError).toBe(true);
  expect(textOf(answer)).toMatch(/^dependency-unavailable: .*Start Webloom with "webloom up"/);
  const locked = await start({ key: 'wl_wrong' });
  const refused = await locked.callTool({ name: 'list_jobs', arguments: {} });
  expect(textOf(refused)).toMatch(/^unauthorized: /);
});

function spawned(): ChildProcess {
  const env = { PATH: process.env['PATH'] ?? '', WEBLOOM_API_KEY: 'the-operators-key' };
  return spawn(process.execPath, command(['--api', api]), { env, stdio: ['pipe', 'pipe', 'pipe'] });
}

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

test('writes nothing but messages, and ends with its input', { timeout: START_MS }, async () => {
  const child = spawned();
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.endsWith('\n')) child.stdin?.end();
  });
  child.stdin?.write(`${JSON.stringify(INITIALIZE)}\n`);
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  const messages = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(messages).toMatchObject([{ jsonrpc: '2.0', id: 1, result: { serverInfo: { name: 'webloom' } } }]);
});

test('ends where nobody reads any more', { timeout: START_MS }, async () => {
  const child = spawned();
  child.stdout?.destroy();
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(`${JSON.stringify(INITIALIZE)}\n`);
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
