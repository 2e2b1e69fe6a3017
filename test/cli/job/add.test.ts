import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, createHarness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

const TENT = 'https://shop.example/tent';
let harness: Harness;
let api: string;
let folder: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'webloom-add-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await harness.app.close();
});

const run = (args: readonly string[], input = '') => runCli([...args, '--api', api], { input });

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The configuration that options ask for, as the API reads it. */
async function drafted(...args: string[]): Promise<Record<string, Record<string, unknown>>> {
  const { code, out, err } = await run(['add', ...args, '--dry-run', '--json']);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out).config;
}

async function countJobs(): Promise<number> {
  return JSON.parse((await run(['list', '--json'])).out).items.length;
}

describe('an option sets its member', () => {
  test.each([
    [
      ['--max-pages', '20', '--max-minutes', '1.5', '--max-page-size', '2MB'],
      'limits',
      { maxPages: 20, maxRunMs: 90_000, maxPageBytes: 2_000_000 },
    ],
    [
      [
        '--profile',
        'browser',
        '--render',
        'never',
        '--user-agent',
        'x',
        '--ignore-robots',
        '--attempts',
        '2',
      ],
      'fetch',
      { profile: 'browser', render: 'never', userAgent: 'x', obeyRobots: false, maxAttempts: 2 },
    ],
    [
      ['--wait-for', '.price', '--wait-for-text', 'In stock', '--wait', '500ms', '--scroll', '3'],
      'fetch',
      { waitFor: { selector: '.price', text: 'In stock', ms: 500 }, scroll: 3 },
    ],
    [['--scroll', 'end'], 'fetch', { scroll: 'end' }],
    [['--keep-served'], 'fetch', { keepServed: true }],
    [
      ['--step', 'fill:#zip=8001', '--step', 'click?:.more # more'],
      'fetch',
      {
        steps: [
          { do: 'fill', selector: '#zip', value: '8001' },
          { do: 'click', selector: '.more', name: 'more', optional: true },
        ],
      },
    ],
    [['--delay', '2s', '--page-timeout', '10s'], 'fetch', { delayMs: 2_000, deadlineMs: 10_000 }],
    [['--retry', '2', '--retry-after', '5m'], 'retry', { attempts: 2, afterMs: 300_000 }],
    [
      ['--confirm', '--confirm-after', '1m', '--skip-noise-samples'],
      'changes',
      { confirm: true, confirmAfterMs: 60_000, sampleNoise: false },
    ],
    [['--only', 'added', '--remaining-at-most', '20%'], 'changes', { remainingAtMost: 0.2 }],
    [['--every', '15m'], 'schedule', { kind: 'interval', everyMs: 900_000 }],
    [
      ['--cron', '0 7 * * 1-5', '--zone', 'Europe/Berlin'],
      'schedule',
      { kind: 'cron', timezone: 'Europe/Berlin' },
    ],
    [['--cron', '0 7 * * 1-5', '--tz', 'Europe/Berlin'], 'schedule', { timezone: 'Europe/Berlin' }],
    [
      [
        '--site',
        '--include',
        '*/a/*',
        '--include',
        '*/b/*',
        '--exclude',
        '*/c',
        '--max-depth',
        '3',
        '--within',
        'path',
      ],
      'source',
      { kind: 'site', include: ['*/a/*', '*/b/*'], exclude: ['*/c'], maxDepth: 3, within: 'path' },
    ],
    [
      ['--listing', '--item-selector', 'a.item', '--max-list-pages', '4'],
      'source',
      { kind: 'listing', itemSelector: 'a.item', maxPages: 4 },
    ],
    [['--feed-entries'], 'source', { kind: 'feed', feeds: [TENT] }],
  ])('drafts a job from %j', async (args, member, wanted) => {
    expect((await drafted(TENT, ...args))[member]).toMatchObject(wanted);
  });

  test('of a single value', async () => {
    const config = await drafted(
      TENT,
      '--overlap',
      'buffer_one',
      '--tolerance',
      '0.1',
      '--give-up-after',
      '1h',
      '--stop-grace',
      '5s',
    );
    expect(config).toMatchObject({
      overlap: 'buffer_one',
      tolerance: 0.1,
      giveUpAfterMs: 3_600_000,
      stopGraceMs: 5_000,
    });
  });
});

describe('fields', () => {
  test('have what is said after their name', async () => {
    const { fields } = await drafted(
      ...`${TENT} --select price=.price --select price=.now@content --required`.split(' '),
      ...`--field title --example Tent-Larch --field colours --many`.split(' '),
    );
    expect(fields).toEqual([
      {
        name: 'price',
        locators: [{ selector: '.price' }, { selector: '.now', attribute: 'content' }],
        many: false,
        required: true,
      },
      { name: 'title', locators: [], example: 'Tent-Larch', many: false, required: false },
      { name: 'colours', locators: [], many: true, required: false },
    ]);
  });

  test.each([
    [['--example', '9 €'], 'Name the field first'],
    [['--select', '.price'], 'Write name=css'],
  ])('%j is refused', async (args, words) => {
    expect(await run(['add', TENT, ...args])).toMatchObject({ code: 2, err: expect.stringContaining(words) });
  });
});

describe('headers', () => {
  test('are sent as they are typed; a secret one may come from a file and is not shown again', async () => {
    const token = fileOf('token.txt', 'Bearer s3cret\n');
    const { out, err } = await run([
      'add',
      TENT,
      '--header',
      'Accept-Language: de',
      '--secret-header',
      `Authorization: @${token}`,
      '--name',
      'secretive',
      '--json',
    ]);
    expect(JSON.parse(out).config.fetch.headers).toMatchObject([
      { name: 'Accept-Language', value: 'de' },
      { name: 'Authorization', value: '•••', secret: true },
    ]);
    expect(out + err).not.toContain('s3cret');
  });

  test('a text that is none is not repeated, because it may be a secret', async () => {
    const { code, err } = await run(['add', TENT, '--secret-header', 's3cret']);
    expect([code, err.includes('s3cret'), err.includes("'Name: value'")]).toEqual([2, false, true]);
  });
});

test('tags are put on', async () => {
  const { out } = await run(['add', TENT, '--tag', 'shop', '--tag', 'tents', '--json']);
  expect(JSON.parse(out).tags).toEqual(['shop', 'tents']);
});

test('a dependent is named as people know it', async () => {
  const { jobId } = JSON.parse((await run(['add', TENT, '--name', 'report', '--json'])).out);
  expect((await drafted(TENT, '--then', 'report'))['dependents']).toEqual([jobId]);
  const asked = await drafted(TENT, '--then', 'report:changes:pages=changed');
  expect(asked['dependents']).toEqual([{ job: jobId, when: 'changes', pages: 'changed' }]);
  expect(await run(['add', TENT, '--then', 'no such job'])).toMatchObject({ code: 3 });
});

describe('addresses from a file', () => {
  test('are read one a line, once each, without comments and blank lines', async () => {
    const path = fileOf('good.txt', `\ufeff# tents\r\n${TENT}\r\n\r\n  https://shop.example/b  \n${TENT}\n`);
    const { source } = await drafted('--urls', path);
    expect(source).toEqual({ kind: 'pages', urls: [TENT, 'https://shop.example/b'] });
  });

  test('come from standard input too', async () => {
    const { out } = await run(['add', '--urls', '-', '--dry-run', '--json'], `${TENT}\n`);
    expect(JSON.parse(out).config.source.urls).toEqual([TENT]);
  });

  test('are all refused, by their lines, when some can not be read', async () => {
    const before = await countJobs();
    const path = fileOf('bad.txt', `${TENT}\nshop.example/b\n\nftp://shop.example/c\nnot an address\n`);
    const { code, err } = await run(['add', '--urls', path]);
    expect(code).toBe(2);
    expect(err).toContain(`3 lines of ${path} can not be read`);
    expect(err).toContain('line 2: "shop.example/b" has no scheme; write https://shop.example/b');
    expect(err).toContain('line 4: "ftp://shop.example/c" is no address of http or https');
    expect(err).toContain('line 5: "not an address" has a blank');
    expect(err).toContain('Nothing was changed');
    expect(await countJobs()).toBe(before);
  });

  test('are named by their lines when the API refuses them', async () => {
    const path = fileOf('private.txt', `# mine\n${TENT}\nhttp://10.0.0.1/\n`);
    const { code, err } = await run(['add', '--urls', path]);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(`${path} line 3: http://10.0.0.1/ (private) is an address of a private`),
    ]);
  });

  test.each([
    [['--urls', '/nowhere/urls.txt'], '/nowhere/urls.txt can not be read (ENOENT)'],
    [['--urls', '-'], 'There is no address in standard input'],
    [[], 'Say what to watch'],
  ])('%j: what is missing is said', async (args, words) => {
    expect(await run(['add', ...args])).toMatchObject({ code: 2, err: expect.stringContaining(words) });
  });
});

describe('--from-json', () => {
  test('begins with a job as it is shown, and options go over it', async () => {
    await run(['add', TENT, '--name', 'model', '--every', '1h', '--max-pages', '7']);
    const shown = (await run(['show', 'model', '--json'])).out;
    const { out } = await run(
      ['add', '--from-json', '-', '--every', '2h', '--name', 'copy', '--json'],
      shown,
    );
    expect(JSON.parse(out)).toMatchObject({
      name: 'copy',
      config: { source: { urls: [TENT] }, limits: { maxPages: 7 }, schedule: { everyMs: 7_200_000 } },
    });
  });

  test('takes a configuration alone, and JSON in place of a file', async () => {
    const config = await drafted(
      '--from-json',
      JSON.stringify({ source: { kind: 'pages', urls: [TENT] }, tolerance: 0 }),
    );
    expect(config['tolerance']).toBe(0);
  });

  test.each([
    ['{"name": ', 'The JSON is no JSON'],
    ['{"name": "x", "confg": {}}', 'Say what to watch'],
    [JSON.stringify({ config: { source: { kind: 'pages', urls: [TENT] }, speed: 1 } }), '/config/speed'],
  ])('%s is refused', async (text, words) => {
    expect(await run(['add', '--from-json', text])).toMatchObject({
      code: 2,
      err: expect.stringContaining(words),
    });
  });
});

test('--dry-run creates nothing and says so; --quiet prints the id alone', async () => {
  const before = await countJobs();
  expect((await run(['add', TENT, '--dry-run'])).out).toContain('could be created as it is; nothing was');
  expect(await countJobs()).toBe(before);
  expect((await run(['add', TENT, '--quiet'])).out).toMatch(/^job_\w{26}\n$/);
});
