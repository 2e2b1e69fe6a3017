// The note of a job at the command line and in files: what it is for.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

const FLAT = 'https://flats.example/gdansk';
const NOTE = 'Rent of the flat in Gdańsk,\nask Anna before buying';
let harness: Harness;
let api: string;
let folder: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'webloom-note-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await harness.app.close();
});

const run = (...args: string[]) => runCli([...args, '--api', api]);

async function add(...args: string[]) {
  return JSON.parse((await run('add', FLAT, '--json', ...args)).out);
}

async function read(jobId: string) {
  return JSON.parse((await run('show', jobId, '--json')).out);
}

function keep(name: string, value: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

test('is written with the job, and shown line by line', async () => {
  const { jobId, note } = await add('--name', 'Flat', '--note', `${NOTE}\n`);
  expect(note).toBe(NOTE);
  const { out } = await run('show', jobId);
  expect(out).toContain('\nnote      Rent of the flat in Gdańsk,\n          ask Anna before buying\nsource ');
  expect((await run('show', (await add('--name', 'Bare')).jobId)).out).not.toContain('note');
});

test('is changed and taken away without a new version', async () => {
  const { jobId } = await add('--name', 'Changed');
  const { out } = await run('edit', jobId, '--note', NOTE);
  expect(out).toContain(`note  default → ${JSON.stringify(NOTE)}`);
  expect(await read(jobId)).toMatchObject({ note: NOTE, version: 1 });
  expect((await run('edit', jobId, '--note', `  ${NOTE}`)).err).toContain('Nothing changes');
  await run('edit', jobId, '--every', '1h');
  expect(await read(jobId)).toMatchObject({ note: NOTE, version: 2 });
  await run('edit', jobId, '--note', '');
  expect(await read(jobId)).toMatchObject({ note: null, version: 2 });
  expect(await run('edit', jobId, '--note', 'a\u0007')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Leave out control characters'),
  });
});

test('a job as it is shown is a job file with its note', async () => {
  const { jobId } = await add('--name', 'Shown', '--note', NOTE);
  const shown = keep('shown.json', (await run('show', jobId, '--json')).out);
  const made = JSON.parse((await run('add', '--from-json', shown, '--name', 'Again', '--json')).out);
  expect(made).toMatchObject({ name: 'Again', note: NOTE });
  const bare = keep('bare.json', (await run('show', (await add()).jobId, '--json')).out);
  const other = await run('add', '--from-json', bare, '--note', 'other', '--json');
  expect(JSON.parse(other.out)).toMatchObject({ note: 'other' });
});

test('is applied from files, and a file that says nothing of it leaves it', async () => {
  const config = { source: { kind: 'pages', urls: [FLAT] } };
  const file = keep(
    'flat.yaml',
    `name: Applied\nnote: |\n  ${NOTE.replace('\n', '\n  ')}\nconfig: ${JSON.stringify(config)}\n`,
  );
  expect((await run('apply', '-f', file)).code).toBe(0);
  const { items } = (await harness.app.inject('/v1/jobs?q=name:applied')).json();
  const { jobId } = items[0];
  expect(await read(jobId)).toMatchObject({ note: NOTE });
  expect((await run('apply', '-f', file)).out).toContain('1 as they are');
  const silent = keep('silent.json', { name: 'Applied', config });
  expect((await run('apply', '-f', silent)).out).toContain('1 as they are');
  const other = keep('other.json', { name: 'Applied', note: 'sold', config });
  expect((await run('apply', '-f', other)).out).toContain(`note  ${JSON.stringify(NOTE)} → "sold"`);
  const none = keep('none.json', { name: 'Applied', note: null, config });
  await run('apply', '-f', none);
  expect(await read(jobId)).toMatchObject({ note: null, version: 1 });
});

test('settings of a tag have none', async () => {
  const { code, err } = await run('tags', 'set', 'sale', '--note', NOTE);
  expect([code, err]).toEqual([2, expect.stringContaining('--note')]);
});
