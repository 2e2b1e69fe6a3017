// The whole configuration of one installation applied to another: settings of tags, jobs, and where each value comes from.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Harness, createHarness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

interface Installation {
  readonly harness: Harness;
  readonly run: (...args: string[]) => ReturnType<typeof runCli>;
}

let one: Installation;
let other: Installation;
let folder: string;
beforeEach(async () => {
  one = await install();
  other = await install();
  folder = mkdtempSync(join(tmpdir(), 'webloom-apply-tags-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await one.harness.app.close();
  await other.harness.app.close();
});

async function install(): Promise<Installation> {
  const harness = await createHarness();
  const api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  return { harness, run: (...args) => runCli([...args, '--api', api], {}) };
}

function keep(file: string, text: string | object): string {
  const path = join(folder, file);
  writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text));
  return path;
}

/** What a job does and why, without what each installation makes of its own. */
async function jobOf({ run }: Installation, name: string) {
  const { config, provenance, tags, state } = JSON.parse((await run('show', name, '--json')).out);
  const members = provenance.map(
    ({ member, tag }: { member: string; tag: string | null }) => `${member} ${tag}`,
  );
  return {
    config: { ...config, dependents: config.dependents.length },
    provenance: members.toSorted(),
    tags,
    state,
  };
}

async function fill({ run }: Installation): Promise<void> {
  await run(
    'tags',
    'set',
    'sale',
    '--every',
    '1h',
    'fetch.delayMs=5000',
    'fetch.render=always',
    '--priority',
    '3',
  );
  await run('tags', 'set', 'tea', 'fetch.delayMs=9000', 'tolerance=0.2');
  await run('add', 'https://shop.example/kettle', '--name', 'Kettle', '--tag', 'sale', '--tag', 'tea');
  const file = keep('cup.json', {
    name: 'Cup',
    tags: ['sale'],
    note: 'For the kitchen,\nask Anna',
    config: {
      source: { kind: 'pages', urls: ['https://shop.example/cup'] },
      fetch: { scroll: 3, delayMs: 5_000 },
      dependents: [{ job: 'Kettle', when: 'changes' }],
    },
  });
  expect((await run('apply', '-f', file)).code).toBe(0);
}

const NAMES = ['Kettle', 'Cup'];

test('what one installation exports, an empty one has after apply: values, where they come from, and settings of tags', async () => {
  await fill(one);
  const { out, err, code } = await one.run('export', 'configuration');
  expect([code, err]).toEqual([0, '']);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(5);
  expect(lines.slice(0, 2)).toMatchObject([
    { tag: 'sale', priority: 3, settings: { fetch: { delayMs: 5_000, render: 'always' } } },
    { tag: 'tea', priority: 0, settings: { tolerance: 0.2 } },
  ]);
  expect(lines.at(-1)).toEqual({ end: true, rows: 4 });
  const file = keep('webloom.ndjson', out);
  const dry = await other.run('apply', '-f', file, '--dry-run');
  expect(dry.out).toContain('+ create  settings of the tag “sale”');
  expect(dry.out).toContain('settings.fetch.delayMs  default → 5000');
  expect(dry.out).toContain('Settings of tags: 2 to create, 0 to change, 0 to delete, 0 as they are');
  expect(dry.out).toContain('2 to create, 0 to change, 0 to delete, 0 as they are');
  expect((await other.run('tags', 'list')).err).toContain('No tag has settings');

  expect((await other.run('apply', '-f', file)).code).toBe(0);
  for (const name of NAMES) expect(await jobOf(other, name)).toEqual(await jobOf(one, name));
  expect((await other.run('export', 'configuration')).out.trim().split('\n').toSorted()).toEqual(
    out.trim().split('\n').toSorted(),
  );

  const again = JSON.parse((await other.run('apply', '-f', file, '--json')).out);
  expect([...again.tagSettings, ...again.items].map(({ action }) => action)).toEqual(
    Array(4).fill('unchanged'),
  );
  const tags = JSON.parse((await other.run('tags', 'show', 'sale', '--json')).out);
  expect(tags.version).toBe(1);
});

test('logins and proxy pools are named, and have the ids of each installation', async () => {
  const account = ['--url', 'https://shop.example/login', '--user', 'ada', '--password', 'Tr0ub4dor'];
  const login = ['logins', 'add', 'form', 'Shop', ...account];
  const pool = ['proxies', 'add', 'Home', '--server', 'http://proxy.example:3128'];
  for (const words of [login, pool]) expect(await one.run(...words)).toMatchObject({ code: 0 });
  const named = ['--login', 'Shop', '--proxy', 'Home'];
  expect((await one.run('add', 'https://shop.example/a', '--name', 'a', ...named)).code).toBe(0);
  expect((await one.run('tags', 'set', 'far', '--proxy', 'Home')).code).toBe(0);
  const { out } = await one.run('export', 'configuration');
  expect(out).toContain('"login":"Shop","proxy":"Home"');
  expect(out).toContain('{"tag":"far","priority":0,"settings":{"fetch":{"proxy":"Home"}}}');
  const file = keep('webloom.ndjson', out);
  expect(await other.run('apply', '-f', file)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/names the login "Shop", and there is none[^]*webloom logins add/),
  });
  await other.run(...login);
  expect((await other.run('apply', '-f', file)).err).toContain('names the proxy pool "Home"');
  await other.run(...pool);
  expect(await other.run('apply', '-f', file)).toMatchObject({ code: 0 });
  expect((await other.run('export', 'configuration')).out).toBe(out);
  expect((await one.run('apply', '-f', file)).out).toContain('1 as they are');
  const ids = async ({ run }: Installation) => {
    const { login: loginId, proxy } = JSON.parse((await run('show', 'a', '--json')).out).config.fetch;
    return [loginId, proxy];
  };
  expect(await ids(other)).toEqual([expect.stringMatching(/^lgn_/), expect.stringMatching(/^pxp_/)]);
  expect(await ids(other)).not.toEqual(await ids(one));
});

test('a pool and a login that are called none are not taken for having none', async () => {
  const account = ['--url', 'https://shop.example/login', '--user', 'ada', '--password', 'Tr0ub4dor'];
  await one.run('logins', 'add', 'form', 'none', ...account);
  const pool = await one.run('proxies', 'add', 'none', '--server', 'http://proxy.example:3128', '--json');
  const { poolId } = JSON.parse(pool.out);
  const fetch = { login: 'none', proxy: poolId };
  const source = { kind: 'pages', urls: ['https://shop.example/a'] };
  expect((await one.run('apply', '-f', keep('a.json', { name: 'a', config: { source, fetch } }))).code).toBe(
    0,
  );
  const { config } = JSON.parse((await one.run('show', 'a', '--json')).out);
  expect(config.fetch.login).toMatch(/^lgn_/);
  const { out } = await one.run('export', 'configuration');
  expect(out).toContain(`"proxy":"${poolId}"`);
  expect((await one.run('apply', '-f', keep('all.ndjson', out))).out).toContain('1 as they are');
});

test('jobs follow their tags, whatever order the files have: a job that fits its new tags alone is applied', async () => {
  await fill(one);
  const lines = (await one.run('export', 'configuration')).out.trim().split('\n');
  const documents = lines.slice(0, -1).map((line) => JSON.parse(line));
  const file = keep('backwards.json', documents.toReversed());
  // Its own settings would not fit the ones that the tag has here.
  await other.run('tags', 'set', 'sale', 'fetch.render=never');
  expect(await other.run('apply', '-f', file, '--dry-run')).toMatchObject({ code: 0 });
  expect(await other.run('apply', '-f', file)).toMatchObject({ code: 0 });
  expect(await jobOf(other, 'Cup')).toEqual(await jobOf(one, 'Cup'));
});

test('a change of the settings in a file reaches the jobs, and what a job says stays its own', async () => {
  await fill(one);
  const sale = { tag: 'sale', priority: 3, settings: { fetch: { delayMs: 7_000, maxAttempts: 2 } } };
  const kettle = {
    name: 'Kettle',
    tags: ['sale', 'tea'],
    config: { source: { kind: 'pages', urls: ['https://shop.example/kettle'] }, fetch: { maxAttempts: 4 } },
  };
  const file = keep('all.json', { tagSettings: [sale], jobs: [kettle] });
  const dry = await one.run('apply', '-f', file, '--dry-run');
  expect(dry.out).toContain('settings.fetch.delayMs  5000 → 7000');
  expect(dry.out).toContain('present jobs to change by it');
  expect((await one.run('apply', '-f', file)).out).toContain('settings of tags: 0 to create, 1 to change');
  const applied = await jobOf(one, 'Kettle');
  expect(applied.config.fetch).toMatchObject({ delayMs: 7_000, maxAttempts: 4 });
  expect(applied.provenance).toEqual([
    'fetch.delayMs sale',
    'fetch.maxAttempts null',
    'source null',
    'tolerance tea',
  ]);
  const again = JSON.parse((await one.run('apply', '-f', file, '--json')).out);
  expect([...again.tagSettings, ...again.items].map(({ action }) => action)).toEqual([
    'unchanged',
    'unchanged',
  ]);
  // Not named: it stays, as files without --prune delete nothing.
  expect((await one.run('tags', 'show', 'tea')).code).toBe(0);
});

test('--prune removes settings that no file has, unless the files have none at all', async () => {
  await fill(one);
  const kettle = {
    name: 'Kettle',
    config: { source: { kind: 'pages', urls: ['https://shop.example/kettle'] } },
  };
  const jobs = keep('kettle.json', kettle);
  await one.run('apply', '-f', jobs, '--prune', '--yes');
  expect(JSON.parse((await one.run('tags', 'list', '--json')).out).items).toHaveLength(2);
  mkdirSync(join(folder, 'whole'));
  keep('whole/kettle.json', kettle);
  keep('whole/sale.json', (await one.run('tags', 'show', 'sale', '--json')).out);
  const pruned = await one.run('apply', '-f', join(folder, 'whole'), '--prune', '--yes');
  expect(pruned.out).toContain('- delete  settings of the tag “tea”');
  const { items } = JSON.parse((await one.run('tags', 'list', '--json')).out);
  expect(items).toMatchObject([{ tag: 'sale', version: 1 }]);
});

const SOURCE = { kind: 'pages', urls: ['https://shop.example/a'] };

test.each([
  ['a value out of its bounds', { tag: 'sale', settings: { fetch: { delayMs: -1 } } }, '/fetch/delayMs'],
  ['a member that no job has', { tag: 'sale', settings: { fetch: { delay: 5 } } }, 'delay'],
  [
    'a secret',
    { tag: 'sale', settings: { fetch: { headers: [{ name: 'Cookie', value: 'a=b' }] } } },
    'is a secret',
  ],
  ['a source', { tag: 'sale', settings: { source: SOURCE } }, '"source" belongs to one job'],
  ['no tag', { settings: { tolerance: 0.1 } }, 'has settings and no tag'],
  ['no settings', { tag: 'sale' }, 'the tag "sale" has no settings'],
  ['a strange priority', { tag: 'sale', settings: {}, priority: 'high' }, 'has to be a whole number'],
  ['an unknown member', { tag: 'sale', settings: {}, name: 'x' }, 'has "name"'],
  [
    'one tag twice',
    [
      { tag: 'sale', settings: {} },
      { tag: ' Sale', settings: {} },
    ],
    'the tag "sale" has settings twice',
  ],
  ['cut lines', '{"tag":"sale","settings":{}}\n{"tag":"tea","settings":{}}\n', 'is cut short'],
  [
    'a job that its tag does not fit',
    [
      { name: 'a', tags: ['sale'], config: { source: SOURCE, fetch: { render: 'never' } } },
      { tag: 'sale', settings: { fetch: { scroll: 3 } } },
    ],
    'It comes from the settings of the tag “sale”.',
  ],
])('settings with %s are refused, and nothing is applied', async (_fault, value, words) => {
  const file = keep('a.json', value);
  const { code, err } = await one.run('apply', '-f', file);
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  expect(err).toContain(file);
  expect(JSON.parse((await one.run('tags', 'list', '--json')).out).items).toEqual([]);
  expect(JSON.parse((await one.run('list', '--json')).out).items).toEqual([]);
});

test('an archived job is left out, and the export takes no filter', async () => {
  await fill(one);
  await one.run('stop', 'Kettle', '--yes');
  expect(await one.run('archive', 'Kettle', '--yes')).toMatchObject({ code: 0 });
  const { out } = await one.run('export', 'configuration');
  expect(out).not.toContain('"Kettle"');
  expect((await other.run('apply', '-f', keep('rest.ndjson', out))).code).toBe(0);
  expect((await one.run('export', 'configuration', '--job', 'Cup')).err).toContain('leave out --job');
  expect((await one.run('export', 'configuration', '--format', 'csv')).err).toContain('leave out --format');
});

test('a secret is exported as its mask: where it is known it stays, elsewhere its value is asked for', async () => {
  const headers = [{ name: 'X-Key', value: 's3cret', secret: true }];
  const file = keep('a.json', { name: 'a', tags: ['sale'], config: { source: SOURCE, fetch: { headers } } });
  await one.run('apply', '-f', file);
  await one.run('tags', 'set', 'sale', 'fetch.delayMs=5000');
  const { out } = await one.run('export', 'configuration');
  expect(out).not.toContain('s3cret');
  const exported = keep('webloom.ndjson', out);
  expect((await one.run('apply', '-f', exported)).out).toContain('0 to change, 0 to delete, 1 as they are');
  const elsewhere = await other.run('apply', '-f', exported);
  expect([elsewhere.code, elsewhere.err]).toEqual([2, expect.stringContaining('give the value itself')]);
});
