// What holds for every command: where output goes, how errors read, what global options do.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, createHarness, putJob } from '../api/harness.ts';
import { showsLinks, toTerminalLink } from '../../cli/terminal/link.ts';
import { textWidth } from '../../cli/terminal/text-width.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api]);

describe('an error under --json', () => {
  test('is one document on standard error, with the facts of the API', async () => {
    const job = await putJob(harness, 'created');
    const { code, out, err } = await run('resume', job._id, '--json');
    expect([code, out]).toEqual([4, '']);
    expect(JSON.parse(err)).toEqual({
      error: {
        code: 'transition-not-allowed',
        title: 'Not possible in the present state',
        detail: expect.stringContaining('created'),
        remedy: null,
        exitCode: 4,
        facts: expect.objectContaining({
          allowedTransitions: expect.arrayContaining(['start']),
          requestId: expect.any(String),
          status: 409,
        }),
      },
    });
  });

  test('has the remedy in a member of its own', async () => {
    const { code, err } = await run('--json', 'show', 'no such name');
    expect([code, JSON.parse(err).error]).toEqual([
      3,
      expect.objectContaining({
        code: 'not-found',
        detail: 'There is no job "no such name".',
        remedy: '"webloom list" shows all jobs.',
      }),
    ]);
  });

  test.each([
    [['lst'], "unknown command 'lst'\n(Did you mean list?)"],
    [['list', '--limt', '3'], "unknown option '--limt'\n(Did you mean --limit?)"],
    [['show'], "missing required argument 'job'"],
    [[], 'Name a command.'],
  ])('tells what is wrong with the command line %j', async (args, detail) => {
    const { code, out, err } = await run(...args, '--json');
    expect([code, out, JSON.parse(err).error]).toEqual([
      2,
      '',
      expect.objectContaining({ code: 'usage', detail, exitCode: 2 }),
    ]);
  });

  test('is text again behind --, where --json is no option', async () => {
    const { code, err } = await runCli(['show', '--api', api, '--', '--json']);
    expect([code, err]).toEqual([3, expect.stringContaining('There is no job "--json"')]);
  });
});

test.each([
  [['lst'], '(webloom --help lists the commands)'],
  [['start', 'Lamp', '--wait'], '(webloom start --help lists the options)'],
  [['logins', 'reveal', 'Shop'], '(webloom logins --help lists the commands)'],
  [['logins', 'retry', '--now'], '(webloom logins retry --help lists the options)'],
])('names the help that says what %j may be', async (args, hint) => {
  const { code, err } = await run(...args);
  expect([code, err.trimEnd().split('\n').at(-1)]).toEqual([2, hint]);
});

test('help is no error', async () => {
  const { code, out, err } = await run('--help', '--json');
  expect([code, out.includes('Usage: webloom'), err]).toEqual([0, true, '']);
});

describe('--quiet', () => {
  test('leaves data and errors', async () => {
    await run('add', 'https://shop.example/a', '--name', 'a');
    await run('add', 'https://shop.example/b', '--name', 'b');
    expect((await run('list', '--limit', '1')).err).toContain('--cursor');
    expect(await run('list', '--limit', '1', '--quiet')).toMatchObject({
      out: expect.stringContaining('job_'),
      err: '',
    });
    expect((await run('show', 'nobody', '--quiet')).err).toContain('There is no job "nobody"');
  });
});

test('options of every command are not passed on as options of one', async () => {
  for (const list of ['list', 'changes', 'prices', 'runs', 'removals'])
    expect(await run(list, '--json', '--quiet', '--wide', '--no-color', '--no-input')).toMatchObject({
      code: 0,
      err: '',
    });
});

test('a list fits the terminal and says what it left out; --wide shows all', async () => {
  await run(
    'add',
    'https://shop.example/c',
    '--name',
    `A job with a name ${'as long as a river '.repeat(5)}`,
  );
  const narrow = await run('list');
  for (const line of narrow.out.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(80);
  expect(narrow.err).toContain('No room for PAGES: --wide shows all');
  const wide = await run('list', '--wide');
  expect(wide.out).toMatch(/as long as a river\s.*\d$/m);
  expect(wide.err).toBe('');
});

test.each([
  ['start', 'Started “kettle”'],
  ['pause', 'Paused “kettle”'],
  ['pause', '“kettle” is paused already'],
  ['resume', 'Resumed “kettle”'],
  ['stop', 'Stopping “kettle”'],
])('%s names the job it was given by id', async (verb, words) => {
  const { items } = JSON.parse((await run('list', '--json')).out);
  const kettle = items.find(({ name }: { name: string }) => name === 'kettle');
  const jobId =
    kettle?.jobId ??
    JSON.parse((await run('add', 'https://shop.example/k', '--name', 'kettle', '--json')).out).jobId;
  expect((await run(verb, jobId)).out).toContain(`${words}  ${jobId}`);
});

describe('links', () => {
  test.each([
    [{ TERM_PROGRAM: 'iTerm.app' }, true, true],
    [{ VTE_VERSION: '7200' }, true, true],
    [{ VTE_VERSION: '4400' }, true, false],
    [{ KITTY_WINDOW_ID: '1' }, false, false],
    [{ KITTY_WINDOW_ID: '1', TERM: 'dumb' }, true, false],
    [{ WT_SESSION: 'x', CI: 'true' }, true, false],
    [{ FORCE_HYPERLINK: '1' }, false, true],
    [{}, true, false],
  ])('with %j and a terminal: %s they are shown: %s', (env, isTerminal, shown) => {
    expect(showsLinks(env, isTerminal)).toBe(shown);
  });

  test('take the room of their text', () => {
    expect(textWidth(toTerminalLink('dashboard', 'http://127.0.0.1:4600/'))).toBe(9);
  });
});
