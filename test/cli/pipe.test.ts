// The command in a pipe: what comes out is whole and plain, hints stand on standard error, and a reader that has seen enough
// (`| head`) is no fault.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './harness.ts';
import { type Harness, createHarness } from '../api/harness.ts';
import { builtFile } from '../support/webloom-processes.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const LONG = `Tents with a name ${'that goes on '.repeat(11)}to its end`;

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  for (const name of [LONG, 'Lamps', 'Rugs'])
    await runCli(['add', `https://shop.example/${name.length}`, '--name', name, '--api', api]);
});
afterAll(() => harness.app.close());

test('a list is whole in a pipe, in full width, and cut on a terminal', async () => {
  const piped = await runCli(['list', '--api', api], { isPiped: true });
  expect(piped.out).toContain(LONG);
  expect(piped.err).not.toContain('No room for');
  expect(piped.out).not.toContain('\u001b');
  const seen = await runCli(['list', '--api', api], { columns: 80 });
  expect(seen.out).not.toContain(LONG);
});

test('colours are for a terminal alone, also where only standard error is one', async () => {
  const env = { TERM: 'xterm-256color' };
  expect((await runCli(['list', '--api', api], { env, columns: 200 })).out).toContain('\u001b');
  expect((await runCli(['list', '--api', api], { env, columns: 200, isPiped: true })).out).not.toContain(
    '\u001b',
  );
});

test('a list that stops says so on standard error, with what goes on', async () => {
  const { out, err } = await runCli(['list', '--limit', '2', '--api', api], { isPiped: true });
  expect(out.trimEnd().split('\n')).toHaveLength(3);
  expect(err).toMatch(/^More: --cursor \S+\n$/);
});

test('the hints of a job that was added are no data', async () => {
  const { out, err } = await runCli(['add', 'https://shop.example/mug', '--api', api], { isPiped: true });
  expect(out).not.toContain('webloom start');
  expect(err).toContain('webloom start');
});

test('a reader that leaves ends the command in silence', { timeout: 120_000 }, () => {
  const command = `"${process.execPath}" "${builtFile('cli/main.js')}" inspect price --ndjson`;
  const script = `yes '{"text":"1.299,00 EUR"}' | { ${command}; echo "ended with $?" >&2; } | head -n 1`;
  const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: ROOT, encoding: 'utf8' });
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stderr).toBe('ended with 0\n');
});
