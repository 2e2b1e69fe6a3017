import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Harness, createHarness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

let harness: Harness;
let api: string;
let folder: string;
beforeEach(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'webloom-apply-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await harness.app.close();
});

const run = (...args: string[]) => runCli([...args, '--api', api]);

function keep(file: string, value: unknown): void {
  writeFileSync(join(folder, file), typeof value === 'string' ? value : JSON.stringify(value));
}

function jobOf(name: string, more: object = {}) {
  const source = { kind: 'pages', urls: [`https://shop.example/${name}`] };
  return { name, config: { source, ...more } };
}

async function show(name: string) {
  return JSON.parse((await run('show', name, '--json')).out);
}

test('creates what is missing, changes what differs, and then has nothing to do', async () => {
  await run('add', 'https://shop.example/b', '--name', 'b', '--every', '15m', '--max-pages', '7');
  keep('a.json', jobOf('a', { schedule: { kind: 'interval', everyMs: 3_600_000 } }));
  keep('rest.json', { jobs: [jobOf('b', { limits: { maxPages: 9 } }), jobOf('c')] });
  const first = await run('apply', '-f', folder);
  expect(first.code).toBe(0);
  expect(first.out).toContain(`+ create  “a”  ${join(folder, 'a.json')}`);
  expect(first.out).toContain('config.limits.maxPages  7 → 9');
  expect(first.out).toContain('config.schedule  {"kind":"interval","everyMs":900000} → default');
  expect(first.out).toContain('2 to create, 1 to change, 0 to delete, 0 as they are');
  expect(await show('b')).toMatchObject({ schedule: null, version: 2, config: { limits: { maxPages: 9 } } });
  const second = await run('apply', '-f', folder, '--json');
  expect(JSON.parse(second.out)).toMatchObject({
    applied: true,
    items: [{ action: 'unchanged' }, { action: 'unchanged' }, { action: 'unchanged' }],
  });
  expect((await show('b')).version).toBe(2);
});

test('--dry-run shows the plan and does nothing', async () => {
  keep('a.json', jobOf('a'));
  const { out, err } = await run('apply', '-f', join(folder, 'a.json'), '--dry-run');
  expect([out, err]).toEqual([
    expect.stringContaining('+ create  “a”'),
    expect.stringContaining('Nothing was done'),
  ]);
  expect((await run('show', 'a')).code).toBe(3);
});

test('a job may start one that is created after it, named as the files name it', async () => {
  keep('chain.json', [jobOf('a', { dependents: ['b'] }), jobOf('b')]);
  expect((await run('apply', '-f', folder)).code).toBe(0);
  const [a, b] = [await show('a'), await show('b')];
  expect([a.config.dependents, b.config.dependents]).toEqual([[b.jobId], []]);
  expect((await run('apply', '-f', folder)).out).toContain(
    '0 to create, 0 to change, 0 to delete, 2 as they are',
  );
});

test('a file may say on which condition a job starts another', async () => {
  const dependents = [{ job: 'b', when: 'changes', pages: 'changed' }];
  keep('chain.json', [jobOf('a', { dependents }), jobOf('b')]);
  expect((await run('apply', '-f', folder)).code).toBe(0);
  const [a, b] = [await show('a'), await show('b')];
  expect(a.config.dependents).toEqual([{ job: b.jobId, when: 'changes', pages: 'changed' }]);
  expect((await run('apply', '-f', folder)).out).toContain('2 as they are');
});

test('--prune deletes what no file has, after asking', async () => {
  await run('add', 'https://shop.example/old', '--name', 'old');
  keep('a.json', jobOf('a'));
  expect((await run('apply', '-f', folder, '--prune')).err).toContain('Add --yes');
  expect((await run('show', 'a')).code).toBe(3);
  const no = await runCli(['apply', '-f', folder, '--prune', '--api', api], { answer: 'n' });
  expect([no.code, no.err]).toEqual([1, expect.stringContaining('Nothing was done.')]);
  expect((await run('apply', '-f', folder, '--prune', '--yes')).out).toContain('- delete  “old”');
  expect([(await run('show', 'old')).code, (await run('show', 'a')).code]).toEqual([3, 0]);
});

test('files may be YAML, with several documents and what is written once', async () => {
  keep(
    'jobs.yaml',
    `# Tents
name: a
config:
  source: { kind: pages, urls: ['https://shop.example/a'] }
  schedule: &hourly { kind: interval, everyMs: 3600000 }
---
jobs:
  - name: b
    config:
      source: { kind: pages, urls: ['https://shop.example/b'] }
      schedule: { kind: interval, everyMs: 7200000 }
---
`,
  );
  keep('sale.yml', 'tag: sale\nsettings:\n  fetch:\n    delayMs: 5000\n');
  const { code, out, err } = await run('apply', '-f', folder);
  expect({ code, err }).toEqual({ code: 0, err: expect.not.stringContaining('✕') });
  expect(out).toContain('2 to create');
  expect((await show('b')).config.schedule).toMatchObject({ everyMs: 7_200_000 });
  expect((await run('apply', '-f', folder, '--dry-run')).out).toContain('2 as they are');
});

test.each([
  ['name: a\n\tconfig: 1\n', 'at line 2'],
  ['name: a\nname: b\n', 'Map keys must be unique at line 2'],
  ['name: !job a\n', 'Unresolved tag: !job'],
  [`k: &a [1]\nv: [${'*a, '.repeat(200)}]\n`, 'Excessive alias count'],
  ['name: [a\n', 'at line 2'],
])('YAML that can not be read says where: %j', async (text, message) => {
  keep('jobs.yaml', text);
  const { code, err } = await run('apply', '-f', folder);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
  expect(err).toContain('jobs.yaml is no YAML');
});

test('--prune leaves archived jobs, which no export has', async () => {
  await run('add', 'https://shop.example/old', '--name', 'old');
  expect((await run('archive', 'old')).code).toBe(0);
  keep('a.json', jobOf('a'));
  expect((await run('apply', '-f', folder, '--prune', '--yes')).out).toContain('0 to delete');
  expect((await show('old')).state).toBe('archived');
});

test('a secret header of a file is set at creation, never compared, and that is said', async () => {
  const fetch = { headers: [{ name: 'X-Key', value: 's3cret', secret: true }] };
  keep('a.json', jobOf('a', { fetch }));
  await run('apply', '-f', folder);
  const { out, err } = await run('apply', '-f', folder);
  expect(out).toContain('1 as they are');
  expect(err).toContain('whether its secret headers differ can not be seen');
  keep('a.json', jobOf('a', { fetch: { headers: [...fetch.headers, { name: 'Accept', value: 'x' }] } }));
  expect((await run('apply', '-f', folder)).code).toBe(0);
  expect((await show('a')).config.fetch.headers).toHaveLength(2);
  expect(out + err).not.toContain('s3cret');
});

test('what `show --json` prints can be applied', async () => {
  await run('add', 'https://shop.example/a', '--name', 'a', '--every', '1h', '--tag', 'shop');
  keep('a.json', (await run('show', 'a', '--json')).out);
  expect((await run('apply', '-f', folder)).out).toContain('1 as they are');
  keep('a.json', { ...jobOf('a', { schedule: { kind: 'interval', everyMs: 3_600_000 } }), tags: ['tents'] });
  expect((await run('apply', '-f', folder)).code).toBe(0);
  expect((await show('a')).tags).toEqual(['tents']);
});

test.each([
  ['no JSON', '{"name": ', 'is no JSON'],
  ['no name', { config: {} }, 'job 1 has no name'],
  ['an unknown member', { ...jobOf('a'), tag: 'x' }, 'has "tag"'],
  ['one name twice', [jobOf('a'), jobOf('a')], '"a" is the name of two jobs'],
  ['a fault of the configuration', [jobOf('a'), jobOf('b', { speed: 1 })], '“b” of'],
  [
    'a dependent that is nowhere',
    jobOf('a', { dependents: ['nobody'] }),
    'starts "nobody", and there is no such job',
  ],
])('a file with %s applies nothing', async (_fault, value, words) => {
  keep('a.json', value);
  expect(await run('apply', '-f', folder)).toMatchObject({ code: 2, err: expect.stringContaining(words) });
  expect(JSON.parse((await run('list', '--json')).out).items).toEqual([]);
});

test('a folder without jobs and a path that is not there are said', async () => {
  mkdirSync(join(folder, 'empty'));
  expect((await run('apply', '-f', join(folder, 'empty'))).err).toContain(
    'There is no .json, .ndjson or .yaml file in',
  );
  expect((await run('apply', '-f', '/nowhere')).err).toContain('/nowhere does not exist');
});
