// What the pages of a run say, on a whole Webloom: each page as soon as it is done, versions as they stood at that run, files in a
// folder, and many pages by one command that leaves nothing behind.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ApiClient } from '../../api/client/client.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { builtFile } from '../support/webloom-processes.ts';

let edition = 1;
/** Answers the page that is held back. */
let letGo: () => void = () => undefined;
let isAsked = false;
let site: Site;
let stack: ServedWebloom;
let api: ApiClient;
const folder = mkdtempSync(join(tmpdir(), 'webloom-contents-'));

function tent(name: string): string {
  return `<!doctype html><title>${name}</title><header><nav><a href=/>Home</a></nav></header><main><h1>${name}</h1>
    <p>This is the ${edition}. edition of a tent that keeps the rain out for years, whatever the weather may be.</p>
    <table><tr><th>Size<th>Weight<tr><td>S<td>1.9 kg</table></main>`;
}

function shown(name: string): Handler {
  return (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(tent(name));
}

beforeAll(async () => {
  site = await startSite({
    '/red': shown('Red tent'),
    '/green': shown('Green tent'),
    '/slow': (_request, response) => {
      isAsked = true;
      letGo = () => response.writeHead(200, { 'content-type': 'text/html' }).end(tent('Slow tent'));
    },
  });
  stack = await serveWebloom(inject('services'), { name: 'contents', host: `${site.host}:${site.port}` });
  api = stack.api;
});

afterAll(async () => {
  await stack?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

interface Line {
  readonly url: string;
  readonly outcome: string;
  readonly reason: string;
  readonly markdown?: string;
  readonly text?: string;
  readonly end?: true;
  readonly rows?: number;
}

type Asked = ReturnType<ApiClient['exported']>;

function ask(query: Record<string, string>): Asked {
  return api.exported('contents.ndjson', query, AbortSignal.timeout(60_000));
}

async function* linesOf(asked: Asked): AsyncGenerator<Line> {
  const answer = await asked;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of answer.body ?? []) {
    const lines = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as Line;
  }
}

async function allOf(query: Record<string, string>): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(ask(query))) lines.push(line);
  return lines;
}

async function createJob(paths: readonly string[]): Promise<string> {
  const { jobId } = await api.createJob({
    config: {
      source: { kind: 'pages', urls: paths.map((path) => site.url(path)) },
      changes: { sampleNoise: false },
    },
  });
  return jobId;
}

async function runOnce(jobId: string): Promise<string> {
  const { runId } = await api.act(jobId, 'start');
  await eventually(async () => (await api.run(runId ?? '')).state === 'completed', 60_000);
  return runId ?? '';
}

const pathOf = ({ url }: Line): string => new URL(url).pathname;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function webloom(...args: string[]): Promise<Ended> {
  const all = [builtFile('cli/main.js'), ...args, '--api', stack.webloom.apiUrl];
  return new Promise((resolve) => {
    execFile(process.execPath, all, { timeout: 90_000 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, out, err });
    });
  });
}

test('each page of a run that goes on comes when it is done, and the end when the run has ended', async () => {
  const jobId = await createJob(['/red', '/slow', '/nowhere']);
  const answer = ask({ jobId, follow: 'true' });
  // It is there before there is any page, or any run.
  expect((await answer).status).toBe(200);
  await api.act(jobId, 'start');
  await eventually(() => isAsked, 30_000);
  letGo();
  const lines: Line[] = [];
  for await (const line of linesOf(answer)) lines.push(line);
  expect(lines.at(-1)).toEqual({ end: true, rows: 3 });
  const pages = lines.slice(0, -1).toSorted((a, b) => a.url.localeCompare(b.url));
  expect(pages.map((line) => [pathOf(line), line.outcome, line.reason])).toEqual([
    ['/nowhere', 'failed', 'not-found'],
    ['/red', 'stored', 'first-visit'],
    ['/slow', 'stored', 'first-visit'],
  ]);
  expect(pages[1]?.markdown).toMatch(/^# Red tent\n\nThis is the 1\. edition[^]*\| Size \| Weight \|/);
  expect(pages[1]?.markdown).not.toContain('Home');
});

test('a run tells its pages as they stood then, whatever came after it', async () => {
  const jobId = await createJob(['/red', '/green']);
  await runOnce(jobId);
  const unchanged = await runOnce(jobId);
  edition = 2;
  const changed = await runOnce(jobId);
  const textOf = async (runId: string) => {
    const lines = await allOf({ runId, as: 'text', whole: 'true' });
    return lines.filter(({ end }) => end !== true).map(({ outcome, text }) => `${outcome}: ${text}`);
  };
  for (const text of await textOf(unchanged)) expect(text).toMatch(/^unchanged: Home\n[^]*the 1\. edition/);
  for (const text of await textOf(changed)) expect(text).toMatch(/^stored: Home\n[^]*the 2\. edition/);
  await expect(allOf({ runId: changed, jobId })).rejects.toThrow('Name either a run');
  await expect(allOf({ runId: 'run_of_nobody' })).rejects.toThrow('There is no run run_of_nobody');
  const to = join(folder, 'exported');
  const exported = await webloom(
    'export',
    'contents',
    '--run',
    changed,
    '--as',
    'markdown',
    '--as',
    'tables',
    '--to',
    to,
  );
  expect(exported).toMatchObject({ code: 0, err: `2 pages in ${to}.\n` });
  expect(readdirSync(to).filter((name) => name.endsWith('.csv'))).toHaveLength(2);
  const again = await webloom('export', 'contents', '--run', changed, '--to', to);
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is not empty') as unknown });
});

test('many pages are read by one command, which leaves no job behind', async () => {
  const list = join(folder, 'list.txt');
  writeFileSync(list, [site.url('/red'), '# a remark', site.url('/green'), site.url('/nowhere')].join('\n'));
  const to = join(folder, 'read');
  const written = await webloom('scrape', '--urls', list, '--as', 'markdown', '--to', to);
  expect(written).toMatchObject({ code: 1, err: `3 pages in ${to}; 1 without content: 1 not-found.\n` });
  const rows = readFileSync(join(to, 'index.ndjson'), 'utf8').trimEnd().split('\n');
  const files = rows.map((row) => JSON.parse(row) as Line & { readonly files: { markdown?: string } });
  const green = files.find((row) => pathOf(row) === '/green')?.files.markdown ?? '';
  expect(green).toMatch(/^\d{4}-[\d-]+-green\.md$/);
  expect(readFileSync(join(to, green), 'utf8')).toMatch(/^# Green tent\n/);
  const nowhere = files.find((row) => pathOf(row) === '/nowhere');
  expect(nowhere).toMatchObject({ reason: 'not-found', files: {} });
  const { items } = await api.jobs({ q: 'read once' });
  expect(items).toEqual([]);
  const printed = await webloom('scrape', '--urls', list, '--as', 'text');
  const lines = printed.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(lines).toHaveLength(3);
  const both = await webloom('scrape', site.url('/red'), '--urls', list);
  expect(both).toMatchObject({
    code: 2,
    err: expect.stringContaining('Name the address of a page') as unknown,
  });
});

test('who reads no further than the first of many pages leaves no job behind either', async () => {
  isAsked = false;
  const list = join(folder, 'long-list.txt');
  writeFileSync(list, ['/red', '/green', '/slow'].map((path) => site.url(path)).join('\n'));
  const args = [builtFile('cli/main.js'), 'scrape', '--urls', list, '--api', stack.webloom.apiUrl];
  const reading = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(reading, 'exit');
  await once(reading.stdout, 'data');
  reading.stdout.destroy();
  await eventually(() => isAsked, 30_000);
  letGo();
  expect(await ended).toEqual([0, null]);
  expect((await api.jobs({ q: 'read once' })).items).toEqual([]);
});
