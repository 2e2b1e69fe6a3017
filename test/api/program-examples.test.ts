// The programs in docs/api-examples.md, run as they stand there against an API that asks for keys.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutesLater, sampleChange } from '../contracts/sample-documents.ts';
import { createLockedHarness, makeKey } from './access/callers.ts';
import { builtFile } from '../support/webloom-processes.ts';
import { type Harness, putJob } from './harness.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const TEXT = readFileSync(join(ROOT, 'docs/api-examples.md'), 'utf8');
const START_MS = 60_000;
const LINES = [3, 2, 1].map((n) => `notable: Change number ${n} <http://shop.test/kettle>\n`).join('');

let harness: Harness;
let api: string;
let key: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-examples-'));
  // As where the package is installed, with the client of the present build.
  builtFile('client/client.js');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'webloom'));
  harness = await createLockedHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  ({ key } = await makeKey(harness, { scope: 'viewer' }));
  await putJob(harness, 'completed', { jobId: 'job_a' });
  await harness.ports.history.insertChanges(
    [1, 2, 3].map((n) =>
      sampleChange('job_a:p', n, { jobId: 'job_a', at: minutesLater(n), summary: `Change number ${n}` }),
    ),
  );
});
afterAll(async () => {
  await harness.app.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program under the name of its language. */
function runExample(language: string, withKey = key): Promise<Ended> {
  const [, program = ''] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(TEXT) ?? [];
  const file = join(folder, language === 'ts' ? 'example.mts' : `example.${language}`);
  writeFileSync(file, program);
  const command =
    { sh: 'sh', ts: join(ROOT, 'node_modules', '.bin', 'tsx'), python: 'python3' }[language] ?? '';
  const env = { PATH: process.env['PATH'], WEBLOOM_API: api, WEBLOOM_API_KEY: withKey };
  const child = spawn(command, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

test('of a shell', { timeout: START_MS }, async () => {
  const { code, out } = await runExample('sh');
  expect(code).toBe(0);
  expect(JSON.parse(out).items).toHaveLength(3);
});

test.each(['ts', 'python'])('of %s, page by page', { timeout: START_MS }, async (language) => {
  expect(await runExample(language)).toEqual({ code: 0, out: LINES, err: '' });
});

test.each(['ts', 'python'])(
  'of %s with a wrong key says what to do',
  { timeout: START_MS },
  async (language) => {
    const { code, err } = await runExample(language, 'wl_wrong');
    expect(code).toBe(1);
    expect(err).toMatch(/key/i);
  },
);
