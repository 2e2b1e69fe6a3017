// A job whose pages are built by JavaScript, and everything that can be killed while a browser opens them: each run completes by
// itself, every page is stored and told once, and no browser and no profile is left behind.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceName } from '../../cli/stack/service/service.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import type { Run } from '../../domain/run/run.ts';
import {
  type BrowserProcess,
  browserProcesses,
  browsersOf,
  isAlive,
  killBrowsers,
} from '../support/browser/browser-processes.ts';
import { eventually } from '../support/eventually.ts';
import { freezeAtWork } from '../support/fault/open-work.ts';
import { type OwnServices, startOwnServices } from '../support/fault/own-services.ts';
import { readMidway } from '../support/fault/midway.ts';
import { expectMidway } from '../support/fault/revised-run.ts';
import { type ScriptedPages, startScriptedPages } from '../support/fault/scripted-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';
import type { Role } from '../support/webloom-processes.ts';

const PAGES = 12;
const RUN_MS = 180_000;
/**
 * A page that never answers has the deadline for each of its attempts. A page that waits for a connection to its host has as little as
 * half of it left, and a busy machine needs seconds for a page and its picture.
 */
const FETCH = {
  render: 'always',
  screenshot: 'changes',
  obeyRobots: false,
  deadlineMs: 25_000,
  maxAttempts: 2,
};

let pages: ScriptedPages;
let services: OwnServices;
let system: System;
/** Of the good pages alone, and with those that are trouble. */
let goodJob: string;
let troubledJob: string;
/** Its own, for other tests have browsers, too. */
const temporary = mkdtempSync(join(tmpdir(), 'webloom-rendered-'));

beforeAll(async () => {
  pages = await startScriptedPages(PAGES);
  services = await startOwnServices('rendered');
  system = await startSystem({
    services: services.addresses,
    name: 'rendered',
    ownHosts: [pages.host],
    env: { TMPDIR: temporary },
    processes: { renderer: 1, monitor: 1, api: 1 },
  });
  goodJob = await createJob(pages.paths);
  troubledJob = await createJob([...Object.values(pages.trouble), ...pages.paths]);
  await expectOnce(await system.start(goodJob), []);
});

afterAll(async () => {
  await system?.close();
  await services?.stop();
  await pages?.close();
  rmSync(temporary, { recursive: true, force: true });
}, 60_000);

function createJob(paths: readonly string[]): Promise<string> {
  return system.createJob({
    source: { kind: 'pages', urls: paths.map((path) => pages.site.url(path)) },
    fetch: FETCH,
  });
}

/** A run in which every page says something new, when the first of them were opened. */
async function startRevised(jobId: string): Promise<Run> {
  pages.revise();
  const before = pages.asked();
  const run = await system.start(jobId);
  await eventually(() => pages.asked() > before, 60_000);
  return run;
}

const pathsOf = (found: readonly { readonly url: string }[]): string[] =>
  found.map(({ url }) => new URL(url).pathname).toSorted();

/** Completed by itself, every page stored and told once, and the trouble ended with its reasons. */
async function expectOnce(run: Run, told: readonly string[] = pages.paths): Promise<void> {
  const ended = await system.ended(run._id, RUN_MS);
  expect(ended.state, ended.endingReason?.detail).toBe('completed');
  const { faults, lostBodies, endings, stories } = await recount(system, ended);
  expect(faults).toEqual([]);
  expect(lostBodies).toEqual([]);
  const { silent, endless } = pages.trouble;
  if (run.jobId === troubledJob) {
    expect(endings.get(silent)).toBe('failed(timeout)');
    expect(endings.get(endless)).toBe('failed(page-hangs)');
  }
  const lost = pages.paths.filter((path) => endings.get(path)?.startsWith('stored(') !== true);
  expect(lost.map((path) => `${path}: ${endings.get(path)}`)).toEqual([]);
  const query = { runId: run._id, jobId: run.jobId, limit: 1_000 };
  const { history } = system.mongo;
  const versions = await history.snapshots(query);
  const stored = versions.map(({ pageId }) => pageId);
  expect([stored.length, new Set(stored).size]).toEqual([PAGES, PAGES]);
  const unpictured = pages.paths.flatMap((path) =>
    (stories.get(path) ?? [])
      .filter((line) => line.startsWith('no picture'))
      .map((line) => `${path}: ${line}`),
  );
  expect(unpictured).toEqual([]);
  const pictures = await Promise.all(
    versions.map(async (version) => `${version.pageId.split(':').at(-1) ?? ''} ${await pictureOf(version)}`),
  );
  const others = pictures.filter((picture) => !picture.endsWith(' webp 1280'));
  const said = system.processes
    .flatMap((one) => one.lastLines())
    .filter((line) => /a picture (?:of|in) a p/.test(line));
  expect(others, [JSON.stringify([...stories]), ...said].join('\n')).toEqual([]);
  expect(pathsOf(await history.changes(query))).toEqual(told.toSorted());
}

/** Of a version, as it is kept: `webp 1280`. */
async function pictureOf({ picture }: Snapshot): Promise<string> {
  if (picture === undefined) return 'none';
  const kept = await system.blobs.get(picture.key);
  if (kept === null) return 'gone';
  const { format, width } = await sharp(brotliDecompressSync(kept)).metadata();
  return `${format} ${width}`;
}

/** None of those that were there before is left, and no folder but that of the browser which the renderer has now. */
async function expectNoneLeft(before: readonly BrowserProcess[]): Promise<void> {
  expect(before).not.toEqual([]);
  await eventually(() => !before.some(isAlive));
  const { pid } = system.one('renderer');
  await eventually(() => {
    const names = readdirSync(temporary).filter((name) => /^(?:webloom-browser|playwright)/.test(name));
    const owners = names.filter((name) => name.startsWith('webloom-')).map(ownerOf);
    return names.length <= 2 && owners.every((owner) => owner === pid) && browsersOf(pid).length <= 1;
  });
}

/** Null: just being made, or just being removed. */
function ownerOf(folder: string): number | null {
  try {
    return JSON.parse(readFileSync(join(temporary, folder, 'owner.json'), 'utf8')).pid;
  } catch {
    return null;
  }
}

describe('a run whose pages are built by JavaScript', () => {
  it('stores every page, and a page that never answers or never ends holds up nobody', async () => {
    const from = pages.site.log.length;
    const run = await system.start(troubledJob);
    const { silent } = pages.trouble;
    const asked = (path: string): number =>
      pages.site.log.slice(from).filter((request) => request.path === path).length;
    await eventually(() => pages.paths.every((path) => asked(`/data${path}`) > 0), 60_000);
    expect(asked(silent), 'attempts at the silent page when all others were told what they say').toBeLessThan(
      FETCH.maxAttempts,
    );
    await expectOnce(run, []);
    expect(asked(silent)).toBe(FETCH.maxAttempts);
  });

  it('completes when its browser is killed', async () => {
    const renderer = system.one('renderer');
    const run = await startRevised(troubledJob);
    const held = await freezeAtWork({ system, site: pages.site }, run, renderer);
    const before = killBrowsers(renderer.pid);
    renderer.thaw();
    expect(held).not.toEqual([]);
    await expectMidway(system, run);
    await expectOnce(run);
    expect(renderer.restarts).toBe(0);
    await expectNoneLeft(before);
  });

  it('completes when its renderer is killed', async () => {
    const renderer = system.one('renderer');
    const run = await startRevised(troubledJob);
    const held = await freezeAtWork({ system, site: pages.site }, run, renderer);
    const before = browserProcesses(renderer.pid);
    await renderer.kill9();
    expect(held).not.toEqual([]);
    await expectMidway(system, run);
    await expectOnce(run);
    await expectNoneLeft(before);
  });

  it.each<Role>(['dispatcher', 'orchestrator', 'pipeline', 'scraper', 'monitor', 'api'])(
    'completes when the %s is killed',
    async (role) => {
      const victim = system.one(role);
      const run = await startRevised(goodJob);
      // A scraper has no part in it, and must not be missed.
      const scene = { system, site: pages.site };
      const held = role === 'scraper' ? ['nothing'] : await freezeAtWork(scene, run, victim);
      await victim.kill9();
      expect(held).not.toEqual([]);
      await expectMidway(system, run);
      await expectOnce(run);
      await victim.ready();
    },
  );

  it.each<ServiceName>(['store', 'rabbitmq', 'temporal'])('completes when the %s is killed', async (name) => {
    const run = await startRevised(goodJob);
    await services.kill(name);
    const midway = await eventually(() => readMidway(system, run._id).catch(() => null), 30_000);
    expect(midway.left).toBeGreaterThan(0);
    await expectOnce(run);
  });

  it('leaves no browser and no profile when its renderer is stopped', async () => {
    const renderer = system.one('renderer');
    await expectOnce(await startRevised(goodJob));
    const before = browserProcesses(renderer.pid);
    expect(before).not.toEqual([]);
    await renderer.stop();
    await eventually(() => !before.some(isAlive));
    expect(readdirSync(temporary).filter((name) => /^(?:webloom-browser|playwright)/.test(name))).toEqual([]);
  });
});
