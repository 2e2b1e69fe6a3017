// Steps in a browser from the command line: typed, from a file, with secrets that are never shown.
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
  folder = mkdtempSync(join(tmpdir(), 'webloom-steps-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await harness.app.close();
});

const run = (args: readonly string[]) => runCli([...args, '--api', api]);

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('steps', () => {
  const stepsOf = async (jobId: string): Promise<unknown> =>
    JSON.parse((await run(['show', jobId, '--json'])).out).config.fetch.steps;

  test('are added by `edit`, and come from a file in place of those that are there', async () => {
    const added = await run(['add', TENT, '--step', 'click:.more', '--json']);
    const { jobId } = JSON.parse(added.out);
    await run(['edit', jobId, '--step', 'wait:2s']);
    expect(await stepsOf(jobId)).toEqual([
      { do: 'click', selector: '.more' },
      { do: 'wait', ms: 2_000 },
    ]);
    const file = fileOf('steps.json', '[{ "do": "press", "key": "Tab" }]');
    await run(['edit', jobId, '--step-file', file, '--step', 'press:Enter']);
    expect(await stepsOf(jobId)).toEqual([
      { do: 'press', key: 'Tab' },
      { do: 'press', key: 'Enter' },
    ]);
  });

  test('take secrets from a file or the environment, and never show them', async () => {
    const file = fileOf('password', 'hunter2\n');
    const steps = ['--step', `fill-secret:#pw=@${file}`, '--step', 'fill-secret:#pin=$PIN'];
    const added = await runCli(['add', TENT, ...steps, '--json', '--api', api], { env: { PIN: '123456' } });
    const { jobId } = JSON.parse(added.out);
    expect(added.out).not.toMatch(/hunter2|123456/);
    const shown = [
      { do: 'fill', selector: '#pw', value: '•••', secret: true, hosts: [new URL(TENT).host] },
      { do: 'fill', selector: '#pin', value: '•••', secret: true, hosts: [new URL(TENT).host] },
    ];
    expect(await stepsOf(jobId)).toEqual(shown);
    expect(JSON.stringify(await harness.ports.jobs.get(jobId))).not.toMatch(/hunter2|123456/);
    await run(['edit', jobId, '--step', 'press:Enter']);
    expect(await stepsOf(jobId)).toEqual([...shown, { do: 'press', key: 'Enter' }]);
  });

  test.each([
    ['jump:.more', /"jump…" is no step/],
    ['fill-secret:#pin=$NO_SUCH', /The environment has no NO_SUCH/],
    ['fill-secret:#pin=@/no/such/file', /\/no\/such\/file can not be read/],
    ['goto:file:///etc/passwd', /begin it with http:\/\/ or https:\/\//],
    ['press:Entre', /"Entre" is no key/],
    ['script:document.title = 1', /WEBLOOM_PAGE_SCRIPTS=true/],
    ['click:a[', /not a CSS selector/],
  ])('%s is refused with what to do', async (step, words) => {
    const { code, err } = await run(['add', TENT, '--step', step]);
    expect(code).not.toBe(0);
    expect(err).toMatch(words);
  });
});
