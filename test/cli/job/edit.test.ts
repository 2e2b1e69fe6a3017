import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  folder = mkdtempSync(join(tmpdir(), 'webloom-edit-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await harness.app.close();
});

const run = (...args: string[]) => runCli([...args, '--api', api]);

let made = 0;
async function addJob(...args: string[]): Promise<string> {
  made += 1;
  const { out } = await run('add', TENT, '--name', `job ${made}`, '--json', ...args);
  return JSON.parse(out).jobId;
}

async function read(jobId: string) {
  return JSON.parse((await run('show', jobId, '--json')).out);
}

describe('edit by options', () => {
  test('changes what is asked, shows it, and leaves the rest', async () => {
    const jobId = await addJob('--every', '15m', '--max-pages', '7');
    const { code, out } = await run('edit', jobId, '--every', '1h', '--name', 'Tent prices');
    expect(code).toBe(0);
    expect(out).toContain('name  "job 1" → "Tent prices"');
    expect(out).toContain('config.schedule.everyMs  900000 → 3600000');
    expect(out).toContain(`Changed “Tent prices”  ${jobId}  version 2`);
    expect(await read(jobId)).toMatchObject({
      name: 'Tent prices',
      version: 2,
      config: { schedule: { everyMs: 3_600_000 }, limits: { maxPages: 7 }, source: { urls: [TENT] } },
    });
  });

  test('adds to lists, and replaces what has the same name', async () => {
    const jobId = await addJob('--select', 'price=.old', '--select', 'title=h1', '--header', 'Accept: a');
    await run(
      'edit',
      jobId,
      '--select',
      'price=.new',
      '--header',
      'accept: b',
      '--secret-header',
      'X-Key: k',
    );
    const { config } = await read(jobId);
    expect(config.fields.map(({ name, locators }: never) => [name, locators])).toEqual([
      ['title', [{ selector: 'h1' }]],
      ['price', [{ selector: '.new' }]],
    ]);
    expect(config.fetch.headers.map(({ name, value }: never) => [name, value])).toEqual([
      ['accept', 'b'],
      ['X-Key', '•••'],
    ]);
  });

  test('--reset puts back to the default, and lists are begun anew after it', async () => {
    const jobId = await addJob('--max-pages', '7', '--new-lines', '--ignore-text', 'old');
    await run(
      'edit',
      jobId,
      '--reset',
      'limits',
      '--reset',
      'changes.newLinesOnly',
      '--reset',
      'changes.ignoreText',
      '--ignore-text',
      'new',
    );
    const { config } = await read(jobId);
    expect(config.limits.maxPages).toBe(100_000);
    expect(config.changes).toMatchObject({ newLinesOnly: false, ignoreText: ['new'] });
  });

  test('--no-schedule takes the schedule away, --url the addresses', async () => {
    const jobId = await addJob('--every', '15m');
    await run(
      'edit',
      jobId,
      '--no-schedule',
      '--url',
      'https://shop.example/a',
      '--url',
      'https://shop.example/b',
    );
    const job = await read(jobId);
    expect(job.schedule).toBeNull();
    expect(job.config.source.urls).toEqual(['https://shop.example/a', 'https://shop.example/b']);
  });

  test('another kind of source takes the addresses over', async () => {
    const jobId = await addJob();
    await run('edit', jobId, '--site', '--max-depth', '2');
    expect((await read(jobId)).config.source).toMatchObject({ kind: 'site', start: [TENT], maxDepth: 2 });
  });

  test('--dry-run changes nothing; with --json it prints the patch', async () => {
    const jobId = await addJob();
    const { out } = await run('edit', jobId, '--retry', '2', '--dry-run', '--json');
    expect(JSON.parse(out)).toEqual({ config: { retry: { attempts: 2 } } });
    expect((await run('edit', jobId, '--retry', '2', '--dry-run')).err).toContain('Nothing was changed');
    expect((await read(jobId)).version).toBe(1);
  });

  test('what is so already makes no new version', async () => {
    const jobId = await addJob('--every', '15m');
    expect((await run('edit', jobId, '--every', '15m')).err).toContain('is so already');
    expect((await read(jobId)).version).toBe(1);
  });

  test.each([
    [['--reset', 'limits.maxPage'], '"limits" has: maxPages'],
    [['--every', '1h', '--no-schedule'], 'Choose one of --every, --schedule, --cron and --no-schedule'],
    [['--json-patch', '[1]'], '[1] can not be read'],
    [['--max-pages', '-1'], 'is no count'],
    [['--tolerance', '120%'], 'is no share'],
    [[], 'there is no terminal for an editor'],
  ])('%j is refused', async (args, words) => {
    const jobId = await addJob();
    expect(await run('edit', jobId, ...args)).toMatchObject({ code: 2, err: expect.stringContaining(words) });
  });
});

test('a merge patch is taken as it is', async () => {
  const jobId = await addJob('--every', '15m');
  await run('edit', jobId, '--json-patch', '{"config": {"schedule": null, "retry": {"attempts": 3}}}');
  expect((await read(jobId)).config).toMatchObject({ retry: { attempts: 3 } });
  expect((await read(jobId)).schedule).toBeNull();
});

describe('edit in an editor', () => {
  /** A program that stands for a person's editor: it gets the path as its last argument. */
  function editor(script: string): Record<string, string> {
    const path = join(folder, `editor-${made}`);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return { EDITOR: path };
  }

  async function edit(jobId: string, script: string) {
    return runCli(['edit', jobId, '--api', api], { env: editor(script), hasTerminal: true });
  }

  test('saves what was changed in the text, and leaves no file', async () => {
    const jobId = await addJob('--max-pages', '7');
    const { code, out } = await edit(
      jobId,
      `echo "$1" > ${folder}/seen; sed -i 's/"maxPages": 7/"maxPages": 9/' "$1"`,
    );
    expect([code, out]).toEqual([0, expect.stringContaining('config.limits.maxPages  7 → 9')]);
    expect((await read(jobId)).config.limits.maxPages).toBe(9);
    expect(existsSync(readFileSync(join(folder, 'seen'), 'utf8').trim())).toBe(false);
  });

  test('keeps a text that is no JSON, and says where', async () => {
    const jobId = await addJob();
    const { code, err } = await edit(jobId, 'echo "{" > "$1"');
    const kept = /Your text is kept: (\S+)/.exec(err)?.[1] ?? '';
    expect([code, err]).toEqual([2, expect.stringContaining('is no JSON')]);
    expect(readFileSync(kept, 'utf8')).toBe('{\n');
    rmSync(kept);
    expect((await read(jobId)).version).toBe(1);
  });

  test('an editor that fails changes nothing', async () => {
    const jobId = await addJob();
    expect(await edit(jobId, 'exit 3')).toMatchObject({
      code: 2,
      err: expect.stringContaining('ended with 3'),
    });
  });

  test('somebody else was faster: their change is named and kept', async () => {
    const jobId = await addJob('--max-pages', '7');
    const script = `${process.execPath} -e 'fetch("${api}/v1/jobs/${jobId}", {method: "PATCH", headers: {"content-type": "application/json"}, body: JSON.stringify({config: {tolerance: 0.1}})})' && sed -i 's/"maxPages": 7/"maxPages": 9/' "$1"`;
    const { code, err } = await edit(jobId, script);
    expect([code, err]).toEqual([4, expect.stringContaining('Somebody else changed the job meanwhile')]);
    expect(err).toMatch(/Version 2 of “job \d+” was saved by \w+ at .*; it changed: config.tolerance/);
    expect(err).toContain('Your text is kept');
    expect((await read(jobId)).config).toMatchObject({ tolerance: 0.1, limits: { maxPages: 7 } });
  });
});
