// The copied line, read by a shell and by the command, asks for the job that was shown.
import { execFileSync } from 'node:child_process';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { type JobOptions, addJobOptions, toConfigPatch } from '../../../../cli/job/job-options.ts';
import { commandLineOf, curlOf } from '../../../../domain/config/command/job-command.ts';
import { type JobInput, jobConfigSchema } from '../../../../domain/config/schema.ts';

type Config = JobInput['config'];
const PAGE: Config = { source: { kind: 'pages', urls: ['https://shop.example/a?x=1&y=$HOME'] } };

const SAID: readonly Config[] = [
  PAGE,
  { ...PAGE, schedule: { kind: 'interval', everyMs: 5_400_000 } },
  { ...PAGE, schedule: { kind: 'interval', everyMs: 5_400_000, missed: { all: 5 } } },
  { ...PAGE, schedule: { kind: 'cron', cron: '0 18 * * 1-5', timezone: 'Europe/Berlin' } },
  { ...PAGE, fetch: { render: 'always' } },
  { ...PAGE, fetch: { profile: 'browser' }, changes: { watch: 'price-and-stock' } },
  {
    ...PAGE,
    changes: {
      watch: 'price-and-stock',
      priceRules: [
        { kind: 'target', amount: '1100', currency: 'USD' },
        { kind: 'drop', percent: 5, name: 'a bargain' },
        { kind: 'back-in-stock' },
      ],
    },
  },
  { source: { kind: 'site', start: ['https://shop.example/'], include: ['*/tents/*'], exclude: ['*?p=*'] } },
  { source: { kind: 'sitemap', sitemaps: ['https://shop.example/s.xml'], exclude: ['-*'] } },
  { ...PAGE, fetch: { render: 'auto', screenshot: 'changes' } },
  { ...PAGE, fetch: { keepServed: true, obeyRobots: false } },
  { source: { kind: 'listing', start: ['https://shop.example/l'] } },
  { source: { kind: 'feed', feeds: ['https://shop.example/f'] } },
  {
    ...PAGE,
    changes: {
      scope: { include: [`//h2[text()='it''s "x"']`, '$.offers'], exclude: ['--ad', '.banner > p'] },
      filters: [
        { kind: 'keep-lines', containing: ['price'] },
        { kind: 'extract', matching: ['/a (b)/'] },
      ],
      ignoreText: ["it's"],
      triggerText: ['`date`'],
      blockWhilePresent: ['-1 left'],
      conditions: {
        all: [{ on: 'number', is: '<', value: 100 }],
        any: [{ on: 'text', is: 'contains', value: 'sold out', not: true }],
      },
      only: ['added', 'changed'],
      minSeverity: 'notable',
    },
  },
];

test.each(SAID)('the command reads what was meant: %j', async (config) => {
  const { line, unsaid } = commandLineOf({ name: "Tom's tents", config });
  expect(unsaid).toEqual([]);
  expect(await jobOfLine(line)).toEqual({ name: "Tom's tents", config: jobConfigSchema.parse(config) });
});

const UNSAID: readonly [string, Config][] = [
  ['dependents', { ...PAGE, dependents: ['job_1'] }],
  ['fields', { ...PAGE, fields: [{ name: 'price' }] }],
  ['fetch.delayMs', { ...PAGE, fetch: { delayMs: 2_000 } }],
  [
    'changes.priceRules',
    { ...PAGE, changes: { priceRules: [{ kind: 'drop', percent: 5, hysteresisPercent: 0 }] } },
  ],
  ['changes.filters', { ...PAGE, changes: { filters: [{ kind: 'keep-lines', containing: ['a', 'b'] }] } }],
  ['source.maxDepth', { source: { kind: 'site', start: ['https://shop.example/'], maxDepth: 2 } }],
];

test.each(UNSAID)('%s is named, and the whole job given as JSON', (member, config) => {
  const job = { name: "Tom's", config };
  const { line, unsaid } = commandLineOf(job);
  expect(unsaid).toEqual([member]);
  const [given = '', command] = line.split(' | ');
  expect(command).toBe('webloom add --from-json -');
  expect(JSON.parse(execFileSync('sh', ['-c', given], { encoding: 'utf8' }))).toEqual(job);
});

test('curl gets the job as one word', () => {
  const job = { name: "Tom's", config: PAGE };
  const words = wordsOf(curlOf(job, 'http://127.0.0.1:4600'), 'curl');
  expect(words.slice(0, 3)).toEqual(['-X', 'POST', 'http://127.0.0.1:4600/v1/jobs']);
  expect(JSON.parse(words.at(-1) ?? '')).toEqual(job);
});

/** The arguments that a shell hands to the program. */
function wordsOf(line: string, program: string): string[] {
  const script = String.raw`${program}() { printf '%s\0' "$@"; }; ${line}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

async function jobOfLine(line: string): Promise<{ name: string | undefined; config: unknown }> {
  const command = new Command('add').argument('[url...]').option('--tag <tag>');
  const typed = addJobOptions(command);
  const [verb, ...words] = wordsOf(line, 'webloom');
  expect(verb).toBe('add');
  command.parse(words, { from: 'user' });
  const options = command.opts<JobOptions>();
  const noApi = {} as Parameters<typeof toConfigPatch>[0];
  const patch = await toConfigPatch(noApi, { urls: command.args, options, typed }, {});
  return { name: options.name, config: jobConfigSchema.parse(patch) };
}
