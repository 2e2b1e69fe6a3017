// How long a browser lives: over many pages and its own end, without a page, and not longer than the process it belongs to.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import { createRenderer, html, render } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { type Site, startSite } from '../../support/site/site.ts';
import { builtFile } from '../../support/webloom-processes.ts';

let site: Site;
let fetcher: Fetcher | undefined;
let renderer: ChildProcess | undefined;

/** Its own, for other tests have browsers, too. */
const temporary = mkdtempSync(join(tmpdir(), 'webloom-kept-'));
const outside = process.env['TMPDIR'];

beforeAll(async () => {
  process.env['TMPDIR'] = temporary;
  site = await startSite(
    { '/': html('<p>page</p>'), '/loop': html('<script>for (;;) {}</script>') },
    { host: '127.0.0.2' },
  );
});
afterAll(async () => {
  if (outside === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = outside;
  rmSync(temporary, { recursive: true });
  await site.close();
});
afterEach(async () => {
  renderer?.kill('SIGKILL');
  await fetcher?.close();
  fetcher = undefined;
});

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'latin1');
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return []; // it ended while it was looked at
      }
    });
}

/** All that descend from a process. */
function below(pid: number): Process[] {
  const all = processes();
  const found: Process[] = [];
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const children = all.filter(({ parent }) => parent === next);
    found.push(...children);
    waiting.push(...children.map((child) => child.pid));
  }
  return found.filter(({ command }) => command.includes('chrom'));
}

const browsersOf = (pid: number): Process[] =>
  below(pid).filter(({ command }) => command.includes('--remote-debugging-pipe'));
const folders = (): string[] => readdirSync(temporary);
const isAlive = ({ pid }: Process): boolean => processes().some((one) => one.pid === pid);

describe.each(findRenderers())('%s', (_name, browser) => {
  const create = (more: { idleMs?: number; maxPages?: number } = {}): Fetcher => {
    fetcher = createRenderer({ browser, reachable: [site], ...more });
    return fetcher;
  };
  const read = async (from: Fetcher): Promise<string> => (await render(from, site.url('/'))).outcome;

  it('is started by the first page, kept for the next, and leaves nothing', async () => {
    const one = create();
    expect(browsersOf(process.pid)).toEqual([]);
    expect(await read(one)).toBe('fetched');
    const [first] = browsersOf(process.pid);
    expect(await read(one)).toBe('fetched');
    expect(browsersOf(process.pid).map(({ pid }) => pid)).toContain(first?.pid);
    await one.close();
    await eventually(() => below(process.pid).length === 0);
    await eventually(() => folders().length === 0);
  });

  it('is closed when no page came for a while, and comes back', async () => {
    const one = create({ idleMs: 200 });
    await read(one);
    await eventually(() => below(process.pid).length === 0);
    expect(await read(one)).toBe('fetched');
  });

  it('is replaced after a number of pages', async () => {
    const one = create({ maxPages: 2 });
    await read(one);
    const [first] = browsersOf(process.pid);
    await read(one);
    expect(await read(one)).toBe('fetched');
    await eventually(() => first !== undefined && !isAlive(first));
    expect(browsersOf(process.pid).length).toBeGreaterThan(0);
  });

  it('is replaced when it was killed, while a page is open and between pages', async () => {
    const one = create();
    await read(one);
    const kill = (): void => {
      for (const { pid } of browsersOf(process.pid)) process.kill(pid, 'SIGKILL');
    };
    kill();
    expect(await eventually(async () => (await read(one)) === 'fetched')).toBe(true);
    const open = render(one, site.url('/loop'), { deadlineMs: 20_000 });
    await eventually(() => site.log.some(({ path }) => path === '/loop'));
    kill();
    expect(await open).toMatchObject({ outcome: 'failed', reason: 'browser-crashed', retryable: true });
    expect(await read(one)).toBe('fetched');
  });

  it.each([['/'], ['/loop']])(
    'does not outlive a process that was killed while it shows %s',
    async (path) => {
      renderer = spawn(process.execPath, [
        builtFile('test/support/namespace/render-once.js'),
        browser,
        `127.0.0.2:${site.port}`,
        site.url(path),
      ]);
      const { pid = 0 } = renderer;
      const asked = site.log.length;
      await eventually(() => site.log.length > asked, 30_000);
      const left = below(pid);
      expect(left.length).toBeGreaterThan(0);
      renderer.kill('SIGKILL');
      await once(renderer, 'exit');
      await eventually(() => !left.some(isAlive));
      // What it left in the folder of temporary files, the next browser removes.
      expect(folders().length).toBeGreaterThan(0);
      await read(create());
      await fetcher?.close();
      await eventually(() => folders().length === 0);
    },
  );
});
