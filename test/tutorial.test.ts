// The tutorial can be typed as it stands: its commands are read by the command line, and its pictures exist.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../cli/program.ts';

const text = readFileSync(fileURLToPath(new URL('../docs/tutorial.md', import.meta.url)), 'utf8');
const lines = [...text.matchAll(/^ {4}\.\/webloom (.+)$/gm)].map(([, line = '']) => line);

/** The words of a line as a shell reads them; what is redirected is left out. */
function wordsOf(line: string): string[] {
  const [command = ''] = line.split(' > ');
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

/** Parses without running anything; throws what a user would read. */
async function parse(words: readonly string[]): Promise<string> {
  let said = '';
  const io = { out: () => undefined, err: () => undefined, env: {}, isTerminal: false };
  const program = createProgram(io as unknown as Parameters<typeof createProgram>[0], {
    setExitCode: () => undefined,
    complain: (part) => (said += part),
  });
  for (const command of program.commands) command.action(() => undefined);
  await program.parseAsync([...words], { from: 'user' }).catch((error: unknown) => {
    said ||= String(error);
  });
  return said;
}

describe('docs/tutorial.md', () => {
  test('has commands for every step', () => {
    expect(lines.length).toBeGreaterThan(15);
  });

  test.each(lines)('has a command that the CLI takes: %s', async (line) => {
    expect(await parse(wordsOf(line))).toBe('');
  });

  test('names pictures that exist', () => {
    const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path = '']) => path);
    const missing = pictures.filter(
      (path) => !existsSync(fileURLToPath(new URL(`../docs/${path}`, import.meta.url))),
    );
    expect(missing).toEqual([]);
  });
});

test('a command that is not right would be seen here', async () => {
  expect(await parse(['add', 'https://shop.example/', '--evry', '15m'])).toContain('Did you mean --every?');
});
