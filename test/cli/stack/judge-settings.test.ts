// Settings are judged before anything starts: what is said about wrong ones, and that nothing is left behind.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../harness.ts';

let folder: string;
let servers: Server[];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'webloom-judge-')), 'data');
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

/** Services that are elsewhere and do not answer: whatever is not refused still starts none here. */
const ELSEWHERE = {
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  RABBITMQ_URL: 'amqp://127.0.0.1:1',
  MONGODB_URI: 'mongodb://127.0.0.1:1',
};

const up = (env: Record<string, string>) =>
  runCli(['up', '--data-dir', folder], { env: { ...ELSEWHERE, ...env } });

test('all faults are told at once, a line each, with the command that would work; nothing is started', async () => {
  const { code, err, out } = await up({ WEBLOOM_PORT: '99999', WEBLOOM_LOG_LEVEL: 'loud' });
  expect([code, out]).toEqual([8, '']);
  expect(err.trimEnd().split('\n')).toEqual([
    '✕ 2 settings are not valid',
    '  WEBLOOM_PORT: must be a whole number from 0 to 65535',
    '  WEBLOOM_LOG_LEVEL: must be one of trace, debug, info, warn, error, fatal, silent',
    `  → as in: WEBLOOM_PORT=65535 WEBLOOM_LOG_LEVEL=info ./webloom up --data-dir ${folder}`,
  ]);
  expect(existsSync(folder)).toBe(false);
});

describe('one fault', () => {
  test.each([
    [{ WEBLOOM_LOGLEVEL: 'info' }, 'did you mean WEBLOOM_LOG_LEVEL?', 'env -u WEBLOOM_LOGLEVEL ./webloom up'],
    [{ WEBLOOM_ALLOW_HOSTS: 'foo bar' }, 'separate hosts by commas', 'WEBLOOM_ALLOW_HOSTS=foo,bar ./webloom'],
    [{ WEBLOOM_ALLOW_HOSTS: 'http://shop:81/' }, 'not an address', 'WEBLOOM_ALLOW_HOSTS=shop:81 ./webloom'],
    [{ WEBLOOM_ALLOW_HOSTS: 'loopback' }, 'list addresses: 127.0.0.0/8', 'env -u WEBLOOM_ALLOW_HOSTS'],
    [{ WEBLOOM_OWN_HOSTS: 'localhsot:80' }, 'did you mean localhost?', 'env -u WEBLOOM_OWN_HOSTS'],
    [{ WEBLOOM_HOST: '0.0.0.0' }, 'set WEBLOOM_API_KEY too', 'WEBLOOM_HOST=127.0.0.1 ./webloom up'],
    [
      { WEBLOOM_HOST: '192.0.2.1', WEBLOOM_API_KEY: 'k', WEBLOOM_PORT: '0' },
      'EADDRNOTAVAIL',
      'env -u WEBLOOM_HOST',
    ],
    [{ WEBLOOM_BLOB_DIR: '/proc/nowhere' }, 'WEBLOOM_BLOB_DIR: can not be written', '-u WEBLOOM_BLOB_DIR'],
    [{ WEBLOOM_PARSE_THREADS: '-3' }, 'from 1 to 64', 'WEBLOOM_PARSE_THREADS=1 ./webloom'],
    [{ TEMPORAL_ADDRESS: 'http://x/' }, 'must be host:port', 'env -u TEMPORAL_ADDRESS'],
  ])('of %j is told with the command that would work', async (env, words, command) => {
    const { code, err } = await up(env);
    expect([code, err]).toEqual([8, expect.stringContaining(words)]);
    expect(err).toContain(command);
    expect(existsSync(folder)).toBe(false);
  });

  test('a port that was asked for and is taken', async () => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, err } = await up({ WEBLOOM_PORT: String(port) });
    expect([code, err]).toEqual([8, expect.stringContaining(`port ${port} is in use`)]);
  });
});

test('a demo judges them too', async () => {
  const { code, err } = await runCli(['demo', '--data-dir', folder], {
    env: { ...ELSEWHERE, WEBLOOM_PORT: 'x' },
  });
  expect([code, err]).toEqual([8, expect.stringContaining('WEBLOOM_PORT=4600 ./webloom demo')]);
});

test('a file of plans that is not valid is told with its place before anything starts', async () => {
  const plans = join(folder, '..', 'plans.json');
  writeFileSync(plans, '{"team": {"jobs": 0}}');
  const refused = await up({ WEBLOOM_PLANS_FILE: plans });
  expect(refused.code).toBe(8);
  expect(refused.err).toContain('/team/jobs: Give a number of at least 1');
  expect(existsSync(folder)).toBe(false);
  const unknown = await up({ WEBLOOM_DEFAULT_PLAN: 'team' });
  expect(unknown.err).toContain('WEBLOOM_DEFAULT_PLAN: must be one of the plans: unlimited, free');
});
