// How long a browser lives: over many pages and its own end, without a page, and not longer than the process it belongs to.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import {
  browserProcesses,
  browsersOf,
  isAlive,
  killBrowsers,
} from '../../support/browser/browser-processes.ts';
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

const folders = (): string[] => readdirSync(temporary);

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
    await eventually(() => browserProcesses(process.pid).length === 0);
    await eventually(() => folders().length === 0);
  });

  it('is closed when no page came for a while, and comes back', async () => {
    const one = create({ idleMs: 200 });
    await read(one);
    await eventually(() => browserProcesses(process.pid).length === 0);
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
    killBrowsers(process.pid);
    expect(await eventually(async () => (await read(one)) === 'fetched')).toBe(true);
    const open = render(one, site.url('/loop'), { deadlineMs: 20_000 });
    await eventually(() => site.log.some(({ path }) => path === '/loop'));
    killBrowsers(process.pid);
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
      const left = browserProcesses(pid);
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
