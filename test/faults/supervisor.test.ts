// The command that keeps everything running is killed in mid-run, alone and together with everything it had started, as when a
// machine loses its power. Started again, the run completes by itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createMongo } from '../../adapters/mongo/mongo.ts';
import { type StackFile, readStackFile } from '../../cli/stack/stack-file.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { eventually } from '../support/eventually.ts';
import { readMidway } from '../support/fault/midway.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type Books, recount } from '../support/recount.ts';
import { builtFile } from '../support/webloom-processes.ts';

const PAGES = 200;
const UP_MS = 120_000;
const RUN_MS = 180_000;

let pages: ManyPages;
let up: ChildProcess;
const dataDir = mkdtempSync(join(tmpdir(), 'webloom-supervisor-'));
const said: string[] = [];

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  await startUp();
}, UP_MS);

afterAll(async () => {
  await endUp();
  await pages?.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

/** `webloom up` on the folder; resolves when it has written where it listens. */
async function startUp(): Promise<StackFile> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, WEBLOOM_ALLOW_HOSTS: pages.host, WEBLOOM_OWN_HOSTS: pages.host, NO_COLOR: '1' };
  const started = spawn(process.execPath, [builtFile('cli/main.js'), 'up', '--data-dir', dataDir], { env });
  up = started;
  for (const stream of [started.stdout, started.stderr])
    stream?.on('data', (data) => said.push(String(data)));
  return eventually(() => {
    if (started.exitCode !== null) throw new Error(`up has ended:\n${said.join('')}`);
    const stack = readStackFile(dataDir);
    return stack?.pid === started.pid ? stack : null;
  }, UP_MS);
}

async function endUp(): Promise<void> {
  if (up === undefined || up.exitCode !== null) return;
  up.kill('SIGTERM');
  await eventually(() => up.exitCode !== null || up.signalCode !== null, 50_000);
}

/** Processes that the command has started, as it notes them for whoever comes after it. */
function startedPids(): number[] {
  const folder = join(dataDir, 'pids');
  return readdirSync(folder).map((name) => Number(JSON.parse(readFileSync(join(folder, name), 'utf8')).pid));
}

async function withBooks<T>(look: (books: Books) => Promise<T>): Promise<T> {
  const uri = readStackFile(dataDir)?.services['store'] ?? '';
  const mongo = await createMongo(uri, { dbName: 'webloom', appName: 'test', findServerWithinMs: 20_000 });
  try {
    const blobs = await createFileBlobStore({ folder: join(dataDir, 'blobs'), flush: 'none' });
    return await look({ mongo, blobs, files: createStageFiles(blobs) });
  } finally {
    await mongo.close();
  }
}

async function post(path: string, body: unknown): Promise<{ activeRunId: string }> {
  const answer = await fetch(`${readStackFile(dataDir)?.apiUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return (await answer.json()) as { activeRunId: string };
}

test.each([
  ['the supervisor alone is', (): number[] => []],
  ['every process of the machine is', startedPids],
])('a run during which %s killed completes by itself once `up` is called again', async (_what, others) => {
  const before = pages.requests().length;
  const { activeRunId: runId } = await post('/v1/jobs', {
    name: 'a test',
    start: true,
    config: { source: { kind: 'site', start: [pages.startUrl] }, changes: { sampleNoise: false } },
  });
  await eventually(() => pages.requests().length - before > PAGES / 4, 60_000);
  const pids = others();
  up.kill('SIGSTOP');
  const midway = await withBooks(({ mongo }) => readMidway({ mongo }, runId));
  expect(midway.left).toBeGreaterThan(0);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  up.kill('SIGKILL');
  await eventually(() => up.signalCode === 'SIGKILL');
  await startUp();
  await withBooks(async (books) => {
    const ended = await eventually(async () => {
      const run = await books.mongo.runs.get(runId);
      return run !== null && isTerminal(run.state) ? run : null;
    }, RUN_MS);
    expect(ended.state, ended.endingReason?.detail).toBe('completed');
    const counted = await recount(books, ended);
    expect(counted.faults).toEqual([]);
    expect(counted.classes).toEqual({ stored: PAGES + 1, unchanged: 0, failed: 0, skipped: 0 });
  });
});
