// Each service is out of reach while each verb is given: what a scraper had answered by then is kept, whoever stores it later.
// Four runs, one for each verb, meet the same outage; it lasts longer than Temporal waits for the heartbeat of an activity.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { stopJob } from '../../domain/job/verb/stop-job.ts';
import { pauseJob, resumeJob } from '../../domain/job/verb/verbs.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import type { Run } from '../../domain/run/run.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const PAGES = 60;
/** One site is asked for all its pages within 18 s: every run is midway for as long as the outage lasts. */
const DELAY_MS = 300;
const OUTAGE_MS = 12_000;
const VERBS = ['stop', 'pause', 'resume', 'force-stop'] as const;
type Verb = (typeof VERBS)[number];
type Service = 'temporal' | 'rabbitmq' | 'store';
const SERVICES: readonly Service[] = ['temporal', 'rabbitmq', 'store'];

interface Scene {
  readonly pages: ManyPages;
  readonly before: number;
  readonly run: Run;
}

let system: System;
const ways = new Map<Service, TcpProxy>();
const sites = new Map<Verb, ManyPages>();

beforeAll(async () => {
  for (const [index, verb] of VERBS.entries())
    sites.set(verb, await startManyPages({ pages: PAGES, latencyMs: 50, host: `127.0.0.${11 + index}` }));
  const { temporalAddress, amqpUrl, mongoUri } = inject('services');
  const services = {
    temporalAddress: (await through('temporal', `tcp://${temporalAddress}`)).host,
    amqpUrl: (await through('rabbitmq', amqpUrl)).href,
    mongoUri: (await through('store', mongoUri)).href,
  };
  const ownHosts = [...sites.values()].map(({ host }) => host);
  system = await startSystem({ services, name: 'verbs', ownHosts, processes: { monitor: 1 } });
});

afterAll(async () => {
  for (const way of ways.values()) way.restore();
  await system?.close();
  for (const pages of sites.values()) await pages.close();
  for (const way of ways.values()) await way.close();
});

/** The address of a service by a way that can be cut. */
async function through(name: Service, address: string): Promise<URL> {
  const url = new URL(address);
  const way = await createTcpProxy({ host: url.hostname, port: Number(url.port) });
  ways.set(name, way);
  url.hostname = '127.0.0.1';
  url.port = String(way.port);
  return url;
}

function requestsOf({ pages, before }: Pick<Scene, 'pages' | 'before'>): number {
  return pages.requests().length - before;
}

async function startMidway(verb: Verb): Promise<Scene> {
  const pages = sites.get(verb);
  if (pages === undefined) throw new Error(`no site for ${verb}`);
  const before = pages.requests().length;
  const urls = pages.paths.map((path) => pages.site.url(path));
  const fetch = { delayMs: DELAY_MS, deadlineMs: 5_000 };
  const jobId = await system.createJob({ source: { kind: 'pages', urls }, fetch });
  const run = await system.start(jobId);
  await eventually(() => requestsOf({ pages, before }) > 8, 30_000).catch(() => system.ended(run._id, 1));
  if (verb !== 'resume') return { pages, before, run };
  await pauseJob(system.ports, jobId);
  await eventually(async () => {
    const { gateSeq, ackedGateSeq } = await system.run(run._id);
    return gateSeq === ackedGateSeq;
  }, 20_000);
  return { pages, before, run };
}

function give(verb: Verb, jobId: string): Promise<unknown> {
  if (verb === 'pause') return pauseJob(system.ports, jobId);
  if (verb === 'resume') return resumeJob(system.ports, jobId);
  return stopJob(system.ports, jobId, { force: verb === 'force-stop' });
}

/** A verb is refused while the store is away; then it is given again. */
async function giveUntilTaken(verb: Verb, jobId: string): Promise<void> {
  await eventually(
    () =>
      give(verb, jobId).then(
        () => true,
        (error: unknown) => {
          if (isWebloomError(error) && error.retryable) return false;
          throw error;
        },
      ),
    OUTAGE_MS + 30_000,
  );
}

async function outage(service: Service, during: () => Promise<unknown>): Promise<number> {
  const way = ways.get(service);
  if (way === undefined) throw new Error(`no way to ${service}`);
  const from = performance.now();
  const cut = way.sever();
  const taken = during();
  await eventually(() => performance.now() - from > OUTAGE_MS, OUTAGE_MS + 5_000);
  way.restore();
  await taken;
  return cut;
}

/** Pages the run has something of. */
async function kept(scene: Scene): Promise<number> {
  const ended = await system.ended(scene.run._id, 90_000);
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  return books.classes.stored;
}

/** How each page that was asked for has ended, by path. */
async function endingsOf(scene: Scene): Promise<Record<string, string>> {
  const { endings } = await recount(system, await system.run(scene.run._id));
  const asked = scene.pages.requests().slice(scene.before);
  return Object.fromEntries(asked.map(({ path }) => [path, endings.get(path) ?? 'unknown']));
}

test.each(SERVICES)('while %s is away, no verb costs what was fetched', async (service) => {
  const scenes = new Map<Verb, Scene>();
  await Promise.all(VERBS.map(async (verb) => scenes.set(verb, await startMidway(verb))));
  const sceneOf = (verb: Verb): Scene => {
    const scene = scenes.get(verb);
    if (scene === undefined) throw new Error(verb);
    return scene;
  };
  for (const { run } of scenes.values()) expect((await system.run(run._id)).finishedAt).toBeUndefined();
  const cut = await outage(service, () =>
    Promise.all(VERBS.map((verb) => giveUntilTaken(verb, sceneOf(verb).run.jobId))),
  );
  expect(cut).toBeGreaterThan(0);
  await resumeJob(system.ports, sceneOf('pause').run.jobId);

  const stopped = sceneOf('stop');
  const inStore = await kept(stopped);
  expect({ kept: inStore, endings: await endingsOf(stopped) }).toMatchObject({ kept: requestsOf(stopped) });
  expect((await system.run(stopped.run._id)).state).toBe('stopped');
  for (const verb of ['pause', 'resume'] as const) {
    expect(await kept(sceneOf(verb)), verb).toBe(PAGES);
    expect((await system.run(sceneOf(verb).run._id)).state).toBe('completed');
  }
  const forced = sceneOf('force-stop');
  await kept(forced);
  expect((await system.run(forced.run._id)).endingReason?.code).toBe('forced');
});
