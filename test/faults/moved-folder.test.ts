// A data folder is moved with a run in flight, and copied after everything had been killed: it starts at its new place, one
// sentence says what was done, the run completes by itself, and a copy beside its original disturbs nobody.
import { cpSync, existsSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type Up, startUp, withBooks } from '../support/up-command.ts';

const PAGES = 80;
const RUN_MS = 180_000;
const SENTENCE = /RabbitMQ begins anew/g;

let pages: ManyPages;
const parent = realpathSync(mkdtempSync(join(tmpdir(), 'webloom-moved-')));
const [first, moved, copy] = ['first', 'moved', 'copy'].map((name) => join(parent, name)) as [
  string,
  string,
  string,
];
const running = new Set<Up>();

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 400 });
});

afterAll(async () => {
  for (const up of running) await up.interrupt();
  await pages?.close();
  rmSync(parent, { recursive: true, force: true });
}, 120_000);

async function up(dataDir: string): Promise<Up> {
  const started = await startUp(dataDir, {
    WEBLOOM_ALLOW_HOSTS: pages.host,
    WEBLOOM_OWN_HOSTS: pages.host,
    WEBLOOM_SCRAPER_CONCURRENCY: '4',
  });
  running.add(started);
  return started;
}

async function startRun({ stack }: Up): Promise<string> {
  const before = pages.requests().length;
  const answer = await fetch(`${stack.apiUrl}/v1/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'a test',
      start: true,
      config: {
        source: { kind: 'site', start: [pages.startUrl] },
        changes: { sampleNoise: false },
        // What was asked for by the old broker is waited for this long.
        fetch: { deadlineMs: 5_000 },
      },
    }),
  });
  const { activeRunId } = (await answer.json()) as { activeRunId: string };
  await eventually(() => pages.requests().length - before > PAGES / 4, 60_000);
  return activeRunId;
}

async function expectWhole(at: Up, runId: string): Promise<void> {
  await withBooks(at, async (books) => {
    const ended = await eventually(async () => {
      const run = await books.mongo.runs.get(runId);
      return run !== null && isTerminal(run.state) ? run : null;
    }, RUN_MS);
    expect(ended.state, ended.endingReason?.detail).toBe('completed');
    const counted = await recount(books, ended);
    expect(counted.faults).toEqual([]);
    expect(counted.classes).toEqual({ stored: PAGES + 1, unchanged: 0, failed: 0, skipped: 0 });
  });
}

function expectOneSentence(at: Up, from: string): void {
  expect(at.terminal().match(SENTENCE), at.terminal()).toHaveLength(1);
  expect(at.terminal()).toContain(from);
  expect(at.terminal()).not.toMatch(/^\s+at |\{"/m);
}

test('a folder that was moved with a run in flight starts, says so once, and the run completes', async () => {
  const before = await up(first);
  const runId = await startRun(before);
  await before.interrupt();
  renameSync(first, moved);
  const after = await up(moved);
  expectOneSentence(after, `moved here from ${first}`);
  await expectWhole(after, runId);
  expect(existsSync(first), 'nothing is written where it was').toBe(false);
});

test('a copy of a killed stack’s folder works beside its original', async () => {
  const killed = [...running].at(-1) as Up;
  const runId = await startRun(killed);
  await killed.loseAll();
  cpSync(moved, copy, { recursive: true });
  const [original, other] = await Promise.all([up(moved), up(copy)]);
  expect(original.terminal()).not.toMatch(SENTENCE);
  expectOneSentence(other, `is a copy of ${moved}`);
  await Promise.all([expectWhole(original, runId), expectWhole(other, runId)]);
  expect(other.stack.services['rabbitmq']).not.toBe(original.stack.services['rabbitmq']);
});
