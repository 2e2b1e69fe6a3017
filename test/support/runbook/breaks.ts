// How each incident of the runbook is made to happen, where a test can do that, and by what it is seen.
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import type { ServiceWay } from '../services-by-proxy.ts';
import { SECRET, type RunbookScene } from './scene.ts';
import { loseAndRestore } from './lose-store.ts';

export interface Break {
  /** Breaks the part; the function that it gives mends it, or waits for it to mend itself. Null: it can not be broken here. */
  readonly by: (scene: RunbookScene) => Promise<(() => Promise<void>) | null>;
  /** What the commands of the check say. */
  readonly sign: RegExp;
  /** The same on the overview of the dashboard, by its words. */
  readonly overview?: RegExp;
  /** The same in the figures. */
  readonly figures?: RegExp;
  /** Whether it has healed, once all commands of the section were given. */
  readonly isWell?: (scene: RunbookScene) => Promise<boolean>;
}

const WITHIN_MS = 60_000;
/** A browser is started for it first. */
const RENDERED_MS = 120_000;

export const BREAKS: Readonly<Record<string, Break>> = {
  'The database is away': { by: cut('store'), sign: /store/i },
  'RabbitMQ is away': { by: cut('broker'), sign: /RabbitMQ/ },
  'Temporal is away': { by: cut('temporal'), sign: /Temporal/ },
  'A scraper dies, or another process': { by: killOne('scraper'), sign: /scraper/ },
  'No orchestrator': { by: killOne('orchestrator'), sign: /orchestrator/ },
  'A host blocks us': {
    by: refuseAll,
    sign: /circuit (half-)?open[\s\S]*(host-refuses|circuit-open)/,
    overview: /nothing but failures/,
    isWell: async ({ stack }) => (await stack.api.hosts({ state: 'failing' })).items.length === 0,
  },
  'A receiver is down': {
    by: refuseMessages,
    sign: /waiting, tried 2 times.*The receiver answered 503/,
    overview: /The receiver of one channel takes no messages/,
    figures: /^webloom_health_part\{part="receivers",state="warning"\} 1$/m,
    isWell: isWell('receivers'),
  },
  'A run hangs': {
    by: freezeScraper,
    sign: /no-scraper[\s\S]*(silent|gone)/,
    overview: /no sign of life/,
    figures: /^webloom_health_part\{part="scraper",state="critical"\} 1$/m,
    isWell: isWell('scraper'),
  },
  'Pages wait for a browser': {
    by: forbidRenderers,
    sign: /no renderer may be started/,
    figures: /^webloom_health_part\{part="[^"]*url\.to_render",state="warning"\} 1$/m,
  },
  'The disk is full': {
    by: fillDisk,
    sign: /The disk is full/,
    overview: /The disk is full/,
    figures: /^webloom_health_part\{part="disk",state="critical"\} 1$/m,
    isWell: isWell('disk'),
  },
  'The key is lost': { by: loseKey, sign: /secret\.key is missing/ },
  'Restore from a backup': { by: loseAndRestore, sign: /Whole: bak_/ },
};

async function processOf({ stack }: RunbookScene, role: string): Promise<number> {
  const { items } = await stack.api.agents();
  const [newest] = items
    .filter((agent) => agent.role === role)
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return newest?.pid ?? 0;
}

async function successor(scene: RunbookScene, role: string, pid: number): Promise<void> {
  await eventually(async () => ![0, pid].includes(await processOf(scene, role).catch(() => 0)), WITHIN_MS);
}

function cut(service: ServiceWay): Break['by'] {
  return async ({ services }) => {
    services.ways[service].sever();
    return async () => void services.ways[service].restore();
  };
}

function killOne(role: string): Break['by'] {
  return async (scene) => {
    const pid = await processOf(scene, role);
    process.kill(pid, 'SIGKILL');
    return () => successor(scene, role, pid);
  };
}

/** In place of a run that may be going on. */
async function start({ stack }: RunbookScene, name: string): Promise<string> {
  const { api } = stack;
  const { items } = await api.jobs({ q: name });
  const jobId = items[0]?.jobId ?? '';
  return eventually(async () => {
    const started = await api.act(jobId, 'start').catch(() => null);
    if (started === null) await api.act(jobId, 'stop', { force: true }).catch(() => null);
    return started?.runId ?? null;
  }, WITHIN_MS);
}

/** 429 on every page, as a site does that wants to be left alone. */
async function refuseAll(scene: RunbookScene): Promise<() => Promise<void>> {
  const { pages } = scene;
  for (const path of pages.paths) pages.refuse(path, 429);
  await start(scene, 'tent');
  return async () => {
    for (const path of pages.paths) pages.refuse(path, 429, 0);
  };
}

/** The message is of a run that fails. It is tried twice before the receiver is said to be down. */
async function refuseMessages(scene: RunbookScene): Promise<() => Promise<void>> {
  const { pages, receiver, stack } = scene;
  receiver.isUp = false;
  // The storm has ended: what happens now is told.
  for (const { windowId } of (await stack.api.maintenanceWindows()).items)
    await stack.api.removeMaintenanceWindow(windowId);
  pages.refuse('/page-20.html', 403);
  const urls = [pages.site.url('/page-20.html')];
  const { jobId } = await stack.api.createJob({ name: 'mat', config: { source: { kind: 'pages', urls } } });
  await stack.api.act(jobId, 'start');
  return async () => {
    receiver.isUp = true;
    expect((await scene.run('webloom channels test Ops')).out).toContain('The receiver took it (200)');
    expect(receiver.taken.at(-1)).toContain('alert.test');
  };
}

function isWell(id: string): (scene: RunbookScene) => Promise<boolean> {
  return async ({ stack }) => {
    const { parts } = await stack.api.health();
    return parts.some((part) => part.id === id && part.state === 'ok');
  };
}

/** A process that is stopped lives, so nothing starts another one until it is ended. */
async function freezeScraper(scene: RunbookScene): Promise<() => Promise<void>> {
  const pid = await processOf(scene, 'scraper');
  // It goes on for longer than it takes to stop the process.
  await scene.run('webloom edit tent --delay 5s');
  await start(scene, 'tent');
  process.kill(pid, 'SIGSTOP');
  return async () => {
    process.kill(pid, 'SIGKILL');
    await successor(scene, 'scraper', pid);
  };
}

/** The page waits until the remedy lets a renderer be started, which `up` does and this stack, whose numbers are fixed, leaves to us. */
async function forbidRenderers(scene: RunbookScene): Promise<() => Promise<void>> {
  await scene.run('webloom scale set renderers 0');
  await scene.run(`webloom add ${scene.pages.startUrl} --name shelf --render always --start`);
  return async () => {
    await eventually(
      async () => /renderer +1 .* 0\.\.2/.test((await scene.run('webloom scale')).out),
      WITHIN_MS,
    );
    await scene.stack.webloom.add('renderer');
    await eventually(
      async () => (await scene.run('webloom runs shelf')).out.includes('completed'),
      RENDERED_MS,
    );
  };
}

async function fillDisk({ disk }: RunbookScene): Promise<(() => Promise<void>) | null> {
  if (disk === null) return null;
  disk.fillUpTo(1_048_576);
  return async () => disk.makeRoom();
}

/** A process that is started without the key refuses to, and says so; with it the job of the secret reads its page. */
async function loseKey(scene: RunbookScene): Promise<() => Promise<void>> {
  const { receiver, stack } = scene;
  const added = `webloom add http://${receiver.host}/members --name pole`;
  await scene.run(`${added} --secret-header "Authorization: ${SECRET}"`);
  const place = join(stack.dataDir, 'secret.key');
  renameSync(place, `${place}.away`);
  const pid = await processOf(scene, 'scraper');
  process.kill(pid, 'SIGKILL');
  const log = join(stack.dataDir, 'logs', 'scraper.log');
  await eventually(() => readFileSync(log, 'utf8').includes('secret.key is missing'), WITHIN_MS);
  return async () => {
    renameSync(`${place}.away`, place);
    await successor(scene, 'scraper', pid);
    await start(scene, 'pole');
    await eventually(async () => (await scene.run('webloom runs pole')).out.includes('completed'), WITHIN_MS);
  };
}
