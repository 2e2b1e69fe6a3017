// What the recordings of histories share: a Webloom on real services, a site to watch, and the file that a history goes into.
import { mkdirSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { Run } from '../../../domain/run/run.ts';
import { eventually } from '../../support/eventually.ts';
import { type ManyPages, startManyPages } from '../../support/many-pages.ts';
import { type ServiceLocations, type System, type SystemOptions, startSystem } from '../../support/system.ts';
import { mainOf } from '../../support/webloom-processes.ts';
import { type HistoryEvents, type Scrub, writeHistory } from '../../support/workflow-history.ts';

const PAGES = 60;
const LATENCY_MS = 100;
/** Of a signal that a recording has sent to make a history long; its text says nothing. */
const FILLER = /"a{1000,}"/g;

export interface Recording {
  readonly services: ServiceLocations;
  /** Where the histories of this group go. */
  readonly folder: string;
}

export interface Scene {
  readonly system: System;
  readonly pages: ManyPages;
  readonly services: ServiceLocations;
  /** `executionId`: one of several executions; absent: the last. */
  readonly save: (name: string, workflowId: string, executionId?: string) => Promise<void>;
}

export type Scenes = (scene: Scene) => Promise<void>;

/** Runs the scenes on a system and a site of their own. */
export async function withScene(
  { services, folder }: Recording,
  options: Pick<SystemOptions, 'env' | 'processes'> & { readonly name: string },
  record: Scenes,
): Promise<void> {
  const pages = await startManyPages({ pages: PAGES, latencyMs: LATENCY_MS });
  const system = await startSystem({ services, ownHosts: [pages.site.host, pages.host], ...options });
  mkdirSync(folder, { recursive: true });
  try {
    await record({ system, pages, services, save: createSave(system, folder) });
  } finally {
    await system.close();
    await pages.close();
  }
}

function createSave(system: System, folder: string): Scene['save'] {
  const scrub = createScrub(system);
  return async (name, workflowId, executionId) => {
    const history = await fetchHistory(system, { workflowId, runId: executionId ?? '' });
    const { events, bytes } = writeHistory(join(folder, `${name}.json.gz`), history, scrub);
    console.error(`${name}: ${events} events, ${(bytes / 1024).toFixed(1)} KB`);
  };
}

/** Few events at a time, because an answer of Temporal may have 4 MB. */
const EVENTS_AT_ONCE = 2;

async function fetchHistory(
  { temporal }: System,
  execution: { readonly workflowId: string; readonly runId: string },
): Promise<History> {
  const { namespace } = temporal.options;
  const events: HistoryEvents = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await temporal.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution,
      maximumPageSize: EVENTS_AT_ONCE,
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    });
    events.push(...(page.history?.events ?? []));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
  return { events };
}

/** Names of this machine and of this recording are taken out. */
function createScrub(system: System): Scrub {
  const stands: readonly (readonly [string, string])[] = [
    [dirname(dirname(dirname(mainOf('orchestrator')))), '/webloom'],
    // Source maps name the checkout.
    [`${join(import.meta.dirname, '../../..')}/`, ''],
    [dirname(system.dataDir), '/webloom-data'],
    [system.namespace, 'webloom'],
    [`${process.pid}@${hostname()}`, 'recorder'],
    [hostname(), 'host'],
    [`${homedir()}/`, '/home/'],
    [`${tmpdir()}/`, '/scratch/'],
  ];
  return (text) => {
    const scrubbed = stands.reduce((rest, [name, stand]) => rest.replaceAll(name, stand), text);
    return scrubbed.replaceAll(FILLER, '"a"');
  };
}

export function siteJob({ system, pages }: Scene, config: object = {}): Promise<string> {
  return system.createJob({ source: { kind: 'site', start: [pages.startUrl] }, ...config });
}

/** Of the first pages of the site; of one by default. */
export function pagesJob({ system, pages }: Scene, config: object = {}, count = 1): Promise<string> {
  const urls = pages.paths.slice(0, count).map((path) => pages.site.url(path));
  return system.createJob({ source: { kind: 'pages', urls }, ...config });
}

export async function startMidway(scene: Scene, config: object = {}): Promise<Run> {
  const before = scene.pages.requests().length;
  const run = await scene.system.start(await siteJob(scene, config));
  await eventually(() => scene.pages.requests().length > before + 10);
  return run;
}

/** The workflow has heard of the latest gate. */
export async function acknowledged(system: System, runId: string): Promise<void> {
  await eventually(async () => {
    const { gateSeq, ackedGateSeq } = await system.run(runId);
    return gateSeq === ackedGateSeq;
  });
}

/** The newest run of the job but for those that are known. */
export function nextRun(
  system: System,
  jobId: string,
  known: readonly string[],
  withinMs = 60_000,
): Promise<Run> {
  return eventually(async () => {
    const runs = await system.mongo.runs.list({ jobId, limit: 10 });
    const found = runs.find(({ _id }) => !known.includes(_id));
    return found === undefined ? null : ((await system.mongo.runs.get(found._id)) ?? null);
  }, withinMs);
}

/** Ids of the executions of a workflow, the first one first. */
export async function executionsOf(system: System, workflowId: string, least: number): Promise<string[]> {
  return eventually(async () => {
    const executions: { runId: string; at: number }[] = [];
    for await (const each of system.temporal.workflow.list({ query: `WorkflowId = "${workflowId}"` }))
      executions.push({ runId: each.runId, at: each.startTime.getTime() });
    if (executions.length < least) return null;
    return executions.toSorted((a, b) => a.at - b.at).map(({ runId }) => runId);
  }, 20_000);
}

const FILLER_BYTES = 1_500_000;

/** Beyond 4 MB Temporal suggests to continue as new; nothing listens to this signal. */
export async function fillHistory(system: System, workflowId: string): Promise<void> {
  const handle = system.temporal.workflow.getHandle(workflowId);
  for (let sent = 0; sent < 3; sent++) await handle.signal('filler', 'a'.repeat(FILLER_BYTES));
}
