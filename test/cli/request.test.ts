// The commands that lead out of the command line: raw requests, the dashboard, completion in shells.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, createHarness, putRun } from '../api/harness.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api]);

describe('api', () => {
  test('sends method, body and headers, and prints the answer', async () => {
    const job = { name: 'raw', config: { source: { kind: 'pages', urls: ['https://shop.example/'] } } };
    const made = await run('api', 'POST', '/v1/jobs', '--body', JSON.stringify(job));
    const { jobId } = JSON.parse(made.out);
    expect(JSON.parse((await run('api', `/v1/jobs/${jobId}`)).out)).toMatchObject({
      name: 'raw',
      version: 1,
    });
    const patch = ['api', 'PATCH', `/v1/jobs/${jobId}`, '--body', '{"name": "other"}'];
    expect(await run(...patch, '--header', 'If-Match: "9"')).toMatchObject({ code: 4, err: 'HTTP 412\n' });
    const changed = await run(...patch, '--header', 'If-Match: "1"', '--include');
    expect(changed).toMatchObject({ code: 0, err: expect.stringMatching(/etag: "2-\w+"/) });
    expect(JSON.parse(changed.out)).toMatchObject({ name: 'other' });
  });

  test('prints the problem and has the exit code of commands', async () => {
    const { code, out } = await run('api', 'GET', '/v1/jobs/job_nobody');
    expect([code, JSON.parse(out)]).toEqual([3, expect.objectContaining({ type: '/problems/not-found' })]);
  });

  test.each([
    [['api', 'GET', 'v1/jobs']],
    [['api', 'GET', '/v1/jobs', 'more']],
    [['api', 'GET', '//elsewhere.example/v1']],
  ])('%j is no request', async (args) => {
    expect((await run(...args)).code).toBe(2);
  });

  test('sends the key of the environment', async () => {
    const locked = await createHarness({ apiKey: 'wl_right' });
    const address = await locked.app.listen({ host: '127.0.0.1', port: 0 });
    const args = ['api', '/v1/jobs', '--api', address];
    expect((await runCli(args)).code).toBe(5);
    expect((await runCli(args, { env: { WEBLOOM_API_KEY: 'wl_right' } })).code).toBe(0);
    await locked.app.close();
  });
});

describe('open', () => {
  test('prints the address of the dashboard, of a job, of a run', async () => {
    const { jobId, _id } = await putRun(harness, 'completed');
    expect((await run('open')).out).toBe(`${api}/\n`);
    expect((await run('open', jobId)).out).toBe(`${api}/jobs/${jobId}\n`);
    expect(JSON.parse((await run('open', _id, '--json')).out)).toEqual({ url: `${api}/runs/${_id}` });
    expect((await run('open', 'no such job')).code).toBe(3);
  });

  test('says when there is no browser to open', async () => {
    const { err } = await runCli(['open', '--api', api], {
      hasTerminal: true,
      env: { BROWSER: '/nowhere/browser' },
    });
    expect(err).toContain('Open this address in a browser.');
  });
});

describe('completion', () => {
  /** What bash would offer for words, of which the last is being typed; `webloom` itself is a stand-in. */
  async function offered(...words: string[]): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), 'webloom-completion-'));
    try {
      const { out: script } = await run('completion', 'bash');
      const { out: names } = await run('completion', 'jobs');
      writeFileSync(join(folder, 'names'), names);
      writeFileSync(join(folder, 'webloom'), `#!/bin/sh\ncat ${join(folder, 'names')}\n`, { mode: 0o755 });
      const line = ['webloom', ...words].map((word) => `'${word}'`).join(' ');
      const asked = `${script}\nCOMP_WORDS=(${line}) COMP_CWORD=${words.length}\n_webloom\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
      const env = { PATH: `${folder}:/usr/bin:/bin` };
      return execFileSync('bash', ['-c', asked], { env, encoding: 'utf8' }).trim().split('\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('offers commands, options, values of options and names of jobs in bash', async () => {
    await run('add', 'https://shop.example/', '--name', 'Tent prices');
    await run('add', 'https://shop.example/', '--name', 'Kettles');
    expect(await offered('pa')).toEqual(['pause', 'pages']);
    expect(await offered('add', '--max-p')).toEqual(['--max-pages', '--max-page-size']);
    expect(await offered('add', '--overlap', '')).toEqual(['skip', 'buffer_one', 'cancel_other']);
    expect(await offered('--api', 'http://x', 'pause', 'Te')).toEqual(['Tent\\ prices']);
    expect(await offered('pause', 'Tent\\ p')).toEqual(['Tent\\ prices']);
    expect(await offered('add', '--then', 'K')).toEqual(['Kettles']);
    expect(await offered('inspect', 'pri')).toEqual(['price']);
    expect(await offered('incidents', '')).toEqual(['list', 'acknowledge', 'resolve', 'snooze']);
    expect(await offered('alerts', 'add', '--na')).toEqual(['--name']);
    expect(await offered('incidents', 'list', '--job', 'K')).toEqual(['Kettles']);
  });

  test.each([
    ['bash', ['-n']],
    ['zsh', ['-n']],
    ['fish', ['--no-execute']],
  ])('the script of %s can be read by it', async (shell, args) => {
    const { out } = await run('completion', shell);
    expect(out).toContain('completion jobs');
    const folder = mkdtempSync(join(tmpdir(), 'webloom-completion-'));
    const path = join(folder, 'script');
    writeFileSync(path, out);
    const { error, status, stderr } = spawnSync(shell, [...args, path], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    // A machine without the shell can not read it; its commands are compared all the same.
    if (error === undefined) expect([status, stderr]).toEqual([0, '']);
    for (const name of ['add', 'apply', 'delete', 'completion'])
      expect(out).toMatch(new RegExp(`\\b${name}\\b`));
  });

  test('offers the commands of a command in fish', async () => {
    const { out: script } = await run('completion', 'fish');
    const { error, stdout } = spawnSync('fish', ['-c', `${script}\ncomplete -C 'webloom incidents sn'`], {
      encoding: 'utf8',
    });
    // A machine without the shell can not be asked; there the script is read.
    const said = error === undefined ? stdout : script;
    expect(said).toMatch(error === undefined ? /^snooze\ttell nobody for a while\n$/ : /-a snooze -d 'tell/);
  });

  test('asks quickly: one request, and no names when the API is away', async () => {
    expect((await runCli(['completion', 'jobs', '--api', 'http://127.0.0.1:9'])).code).toBe(7);
  });
});
