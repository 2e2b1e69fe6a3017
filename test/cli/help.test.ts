import { describe, expect, test } from 'vitest';
import { createProgram } from '../../cli/program.ts';
import { describeCommands, helpOf } from '../support/command-document.ts';
import { runCli } from './harness.ts';

function openProgram() {
  const io = { out: () => undefined, err: () => undefined, env: {}, isTerminal: false };
  return createProgram(io as unknown as Parameters<typeof createProgram>[0], {
    setExitCode: () => undefined,
    complain: () => undefined,
  });
}

const commands = openProgram().commands.map((command) => [command.name(), command] as const);

test('docs/cli.md says of every command what its help says', async () => {
  await expect(describeCommands(openProgram())).toMatchFileSnapshot('../../docs/cli.md');
});

describe('the help of every command', () => {
  test.each(commands)('begins with examples, once: %s', (_name, command) => {
    const text = helpOf(command);
    expect(text).toMatch(/^Examples?: .*webloom /);
    expect(text.match(/^Examples?:/gm)).toHaveLength(1);
  });

  test.each(commands)('has examples with options that exist: %s', (_name, command) => {
    const [examples = ''] = helpOf(command).split('Usage:');
    const known = [...openProgram().options, ...command.options]
      .map(({ long, short }) => [long, short])
      .flat();
    const named = examples.match(/(?<=\s)--?[a-z][a-z-]*/g) ?? [];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test.each(commands)('says what it does: %s', (_name, command) => {
    expect(command.summary()).not.toBe('');
    expect(command.options.filter(({ description, hidden }) => description === '' && !hidden)).toEqual([]);
  });
});

test('webloom --help groups the commands by what people want to do', async () => {
  const { out } = await runCli(['--help']);
  const headings = [...out.matchAll(/^([A-Z][a-z ]+):$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    'Options',
    'Begin',
    'Watch something',
    'Let it run',
    'Stop at once',
    'See what was found',
    'Say what is told',
    'Look closer',
    'Mend',
    'Keep in order',
    'Who may do what',
    'More',
    'Exit codes',
  ]);
  expect(out).toMatch(/Begin:\n {2}demo /);
});

test.each([
  [['delte'], 'Did you mean delete?'],
  [['add', '--evry', '5m'], 'Did you mean --every?'],
  [['completion', 'bsh'], 'Allowed choices are bash, zsh, fish, jobs.'],
  [['apply', '-f', 'x', '--dryrun'], 'Did you mean --dry-run?'],
])('%j: a misspelt word is answered with the nearest', async (args, words) => {
  expect(await runCli(args)).toMatchObject({ code: 2, err: expect.stringContaining(words) });
});
