// `webloom import`: a dry run, the jobs, a data folder, several files, what is no file.
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
  folder = mkdtempSync(join(tmpdir(), 'webloom-import-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await harness.app.close();
});

const run = (args: readonly string[], input?: string) =>
  runCli(['import', ...args, '--api', api], input === undefined ? {} : { input });

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const JOBS =
  'name: Tents\nurl: https://a.example/\n---\nurl: https://b.example/\nno_conditional_request: true\n---\ncommand: ls\n';

test('a dry run counts the entries, names those that are not whole, and makes nothing', async () => {
  const { code, out, err } = await run([file('urls.yaml', JOBS), '--dry-run']);
  expect([code, err]).toEqual([0, 'Nothing was made: --dry-run.\n']);
  expect(out).toContain(
    'job list of urlwatch or webchanges\n  3 entries: 1 whole, 1 with losses, 1 refused\n',
  );
  expect(out).toContain(
    'no_conditional_request: A server is asked whether its page changed, where it can say so.\n        → ',
  );
  expect(out).toContain('✕ “ls”');
  expect(out).not.toContain('Tents');
  expect((await harness.app.inject('/v1/jobs')).json()).toMatchObject({ items: [] });
});

test('it makes the jobs once, and says how they are let run', async () => {
  const path = file('urls.yaml', JOBS);
  const first = await run([path, '--tag', 'from urlwatch']);
  expect(first.code).toBe(0);
  expect(first.out).toContain('✓ Made 2 jobs, tagged from urlwatch\n');
  expect(first.err).toContain(`webloom resume --filter 'tag:"from urlwatch"'`);
  const second = await run([path]);
  expect(second).toMatchObject({
    code: 0,
    out: expect.stringContaining('Made 0 jobs; 2 jobs of these files were there already'),
  });
});

test('the command that it names lets the jobs run', async () => {
  const { err } = await run([file('list.txt', 'https://a.example/\n'), '--tag', 'moved']);
  expect(err).toContain("webloom resume --filter 'tag:moved'");
  const resumed = await runCli(['resume', '--filter', 'tag:moved', '--yes', '--api', api]);
  expect([resumed.code, resumed.out.includes('1')]).toEqual([0, true]);
});

test('several files are one answer as JSON', async () => {
  const one = file('list.txt', 'https://a.example/\n');
  const { code, out } = await run([one, '-', '--json', '--start'], 'https://b.example/ tag');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    dryRun: false,
    files: [
      { file: one, kind: 'list', left: 0, entries: [{ outcome: 'whole' }] },
      { file: '-', kind: 'list', left: 0, entries: [{ url: 'https://b.example/' }] },
    ],
  });
});

test('a file that can not be read keeps no other back, and the end is an error', async () => {
  const { code, out, err } = await run([
    file('notes.txt', 'hello'),
    file('list.txt', 'https://a.example/\n'),
  ]);
  expect([code, out.includes('Made 1 job,')]).toEqual([2, true]);
  expect(err).toContain('notes.txt\n✕ The file can not be imported');
});

test('a data folder of changedetection.io is read, with a folder for each watch', async () => {
  const [watch, group] = ['11111111-2222-4333-8444-555555555555', '99999999-2222-4333-8444-555555555555'];
  for (const name of [watch, group]) mkdirSync(join(folder, name));
  file(
    'changedetection.json',
    JSON.stringify({ settings: { application: { fetch_backend: 'html_webdriver' } } }),
  );
  file(`${group}/tag.json`, JSON.stringify({ title: 'Shops' }));
  file(`${watch}/watch.json`, JSON.stringify({ url: 'https://a.example/', title: 'A', tags: [group] }));
  expect((await run([folder])).code).toBe(0);
  const { items } = (await harness.app.inject('/v1/jobs')).json();
  expect(items).toMatchObject([{ name: 'A', tags: [expect.stringMatching(/^import-/), 'shops'] }]);
});

test('a text that the other tool knew is told, and stored; not where it is to be left', async () => {
  const watch = '11111111-2222-4333-8444-555555555555';
  mkdirSync(join(folder, watch));
  file(`${watch}/watch.json`, JSON.stringify({ url: 'https://a.example/', title: 'A' }));
  file(`${watch}/history.txt`, '1763625500,old.txt\n1763625600,new.txt\n1763625700,gone.txt\n');
  file(`${watch}/old.txt`, 'Old.');
  file(`${watch}/new.txt`, 'New.');
  const left = await run([folder, '--dry-run', '--no-known-texts']);
  expect(left.out).not.toContain('known text');
  const { code, out } = await run([folder]);
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('✓ “A”  https://a.example/\n      known text of 2025-11-20 (4 characters)\n'),
  ]);
  const versions = await runCli(['versions', 'A', 'https://a.example/', '--api', api], { columns: 200 });
  expect(versions.out).toContain('known to changedetection.io');
});

test('of a data folder the next older text is sent where the newest is damaged', async () => {
  const watch = '11111111-2222-4333-8444-555555555555';
  mkdirSync(join(folder, watch));
  file(`${watch}/watch.json`, JSON.stringify({ url: 'https://a.example/', title: 'A' }));
  file(`${watch}/history.txt`, '1763625500,old.txt\n1763625600,new.txt.br\n');
  file(`${watch}/old.txt`, 'Old.');
  file(`${watch}/new.txt.br`, 'no brotli');
  expect((await run([folder, '--dry-run'])).out).toContain(
    'known text of 2025-11-20 (4 characters), the newest that can be read (2025-11-20: the text is damaged, or longer than 2 MB)\n',
  );
});

const SNAPSHOTS = join(import.meta.dirname, '../../support/snapshots');

test('a database of urlwatch goes with its job list, whatever the order, and others by themselves', async () => {
  harness.now = Date.parse('2027-01-01T00:00:00Z');
  const list = join(SNAPSHOTS, 'urlwatch.yaml');
  const database = join(SNAPSHOTS, 'urlwatch-2.29.db');
  const other = file('list.txt', 'https://a.example/\n');
  const { code, out, err } = await run([database, other, list, '--json']);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({
    files: [
      {
        file: `${list}, ${database}`,
        kind: 'webchanges',
        notes: ['The database knows one more job, which is not in the list: its texts stay there.'],
      },
      { file: other, kind: 'list', notes: [] },
    ],
  });
  const versions = await runCli(['versions', 'Tents', 'http://shop.example/tents', '--api', api], {
    columns: 200,
  });
  expect(versions.out).toContain('known to urlwatch');
});

test('what was known and what belongs to no job of the list is told to people', async () => {
  harness.now = Date.parse('2027-01-01T00:00:00Z');
  const { out } = await run([
    join(SNAPSHOTS, 'webchanges.yaml'),
    join(SNAPSHOTS, 'webchanges-3.37.db'),
    '--dry-run',
  ]);
  expect(out).toContain(
    '  The database knows one more job, which is not in the list: its texts stay there.\n',
  );
  expect(out).toContain(
    '“Tents”  http://shop.example/tents\n      known text of 2026-12-02 (18 characters)\n',
  );
});

test('two lists of the same name go with one database', async () => {
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
  const one = file('one/urls.yaml', 'url: https://a.example/\n');
  const two = file('two/urls.yaml', 'url: https://b.example/\n');
  const { out } = await run([one, two, join(SNAPSHOTS, 'urlwatch-2.25.db'), '--json']);
  const [{ entries }] = JSON.parse(out).files;
  expect(entries.map(({ url }: { url: string }) => url)).toEqual([
    'https://a.example/',
    'https://b.example/',
  ]);
});

test('a database without a list is answered with what to give beside it', async () => {
  const { code, err } = await run([join(SNAPSHOTS, 'webchanges-3.17.db')]);
  expect([code, err]).toEqual([2, expect.stringContaining('webloom import urls.yaml cache.db')]);
});

test.each([
  ['a file that is not there', ['nowhere.yaml'], 'can not be read'],
  ['a folder of something else', ['.'], 'no data folder of changedetection.io'],
  ['a kind that nobody knows', ['x', '--from', 'blog'], 'Give one of'],
  ['an interval that is none', ['x', '--every', 'often'], '--every'],
])('%s is refused with words', async (_, [name = '', ...rest], words) => {
  file('x', 'https://a.example/\n');
  const { code, err } = await run([join(folder, name), ...rest]);
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});

test('a file of which nothing can be made ends in an error', async () => {
  expect((await run([file('urls.yaml', 'command: ls\n')])).code).toBe(1);
});
