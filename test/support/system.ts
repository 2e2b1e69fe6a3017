// A Webloom of the tests' own on real services: a fresh namespace and data folder, every process from the build, the
// verbs people use, and the stores for looking behind them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { Client, Connection } from '@temporalio/client';
import { createControlBroker } from '../../adapters/amqp/control-broker.ts';
import { createEventBroker } from '../../adapters/amqp/event-broker.ts';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createIds, hasher } from '../../adapters/clock/ids.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { createMongo, type Mongo } from '../../adapters/mongo/mongo.ts';
import { createTemporalEngine } from '../../adapters/temporal/run-engine.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import { NO_HOLDS } from '../../domain/job/hold/emergency-hold.ts';
import { BUILT_IN_BOOK } from '../../domain/job/limit/plan.ts';
import { NO_AGGREGATES } from '../../domain/job/job.ts';
import { jobConfigSchema } from '../../domain/config/schema.ts';
import { startJob } from '../../domain/job/verb/verbs.ts';
import { parseBlocks } from '../../domain/page/kept-blocks.ts';
import type { ControlPorts } from '../../domain/job/control-ports.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import type { Run } from '../../domain/run/run.ts';
import type { StageFiles } from '../../domain/run/stage/stage-files.ts';
import { eventually } from './eventually.ts';
import { environmentOf } from './process-environment.ts';
import { removeQueues } from './remove-queues.ts';
import { createSilentLog } from './silent-log.ts';
import { type Role, WebloomProcess } from './webloom-processes.ts';

export interface ServiceLocations {
  readonly temporalAddress: string;
  readonly amqpUrl: string;
  readonly mongoUri: string;
}

export interface SystemOptions {
  readonly services: ServiceLocations;
  /** Short name of the test, part of the namespace. */
  readonly name: string;
  /** `host:port` of sites that may be visited and belong to the operator: no pause between requests unless a job asks. */
  readonly ownHosts: readonly string[];
  /** Further variables for the processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further variables for those of one role: another way to a service, another clock. */
  readonly envOf?: (role: Role) => Readonly<Record<string, string>>;
  readonly buildFolder?: string;
  /** Opens the place of the blobs that the processes are given by `env`; default: the folder. */
  readonly openBlobs?: (mongo: Mongo) => Promise<BlobStore>;
  /** Data that is there, instead of a fresh namespace and folder. */
  readonly on?: { readonly namespace: string; readonly dataDir: string };
  readonly launcherOf?: (role: Role) => readonly string[];
  /** How many of each; one by default, no monitor. */
  readonly processes?: Readonly<Partial<Record<Role, number>>>;
}

const ONE_OF_EACH = { orchestrator: 1, dispatcher: 1, pipeline: 1, scraper: 1 } as const;
const RUN_MS = 90_000;

export class System {
  readonly namespace: string;
  readonly dataDir: string;
  readonly mongo: Mongo;
  /** What the API's verbs are called with. */
  readonly ports: ControlPorts;
  readonly blobs: BlobStore;
  readonly files: StageFiles;
  readonly temporal: Client;
  readonly processes: readonly WebloomProcess[];
  readonly amqpUrl: string;
  readonly #closing: readonly (() => Promise<unknown>)[];

  constructor(parts: SystemParts) {
    this.namespace = parts.namespace;
    this.dataDir = parts.dataDir;
    this.mongo = parts.mongo;
    this.ports = parts.ports;
    this.blobs = parts.blobs;
    this.files = parts.files;
    this.temporal = parts.temporal;
    this.processes = parts.processes;
    this.amqpUrl = parts.amqpUrl;
    this.#closing = parts.closing;
  }

  all(role: Role): readonly WebloomProcess[] {
    return this.processes.filter((each) => each.role === role);
  }

  /** The first process of a role. */
  one(role: Role): WebloomProcess {
    const [found] = this.all(role);
    if (found === undefined) throw new Error(`this system has no ${role}`);
    return found;
  }

  /** A job as the API would store it; returns its id. Without noise samples unless asked for: tests count requests. */
  async createJob(config: { readonly changes?: object; readonly [name: string]: unknown }): Promise<string> {
    const jobId = `job_${this.ports.ids.ulid()}`;
    const now = new Date();
    const parsed = jobConfigSchema.parse({ ...config, changes: { sampleNoise: false, ...config.changes } });
    const state = parsed.schedule === undefined ? 'created' : 'scheduled';
    await this.mongo.jobs.insert({
      _id: jobId,
      workspaceId: 'default',
      name: 'a test',
      version: 1,
      config: parsed,
      createdAt: now,
      updatedAt: now,
      state,
      shownState: state,
      stateSeq: 1,
      activeRun: null,
      runSeq: 0,
      nextRunAt: null,
      lastSlot: null,
      buffered: null,
      retryEpoch: 0,
      retryAt: null,
      failedInRow: 0,
      aggregates: NO_AGGREGATES,
      history: [],
    });
    return jobId;
  }

  async start(jobId: string): Promise<Run> {
    const { run } = await startJob(this.ports, jobId);
    if (run === null) throw new Error(`job ${jobId} did not start`);
    return run;
  }

  async run(runId: string): Promise<Run> {
    const run = await this.mongo.runs.get(runId);
    if (run === null) throw new Error(`there is no run ${runId}`);
    return run;
  }

  /** The run once it has ended and the job is free again. */
  async ended(runId: string, withinMs = RUN_MS): Promise<Run> {
    try {
      return await eventually(async () => {
        const run = await this.run(runId).catch(unlessAway);
        const job = run === null ? null : await this.mongo.jobs.get(run.jobId).catch(unlessAway);
        if (run === null || job === null) return null;
        return isTerminal(run.state) && job.activeRun !== runId ? run : null;
      }, withinMs);
    } catch (cause) {
      throw new Error(await this.#whyOpen(runId), { cause });
    }
  }

  async completed(jobId: string, withinMs = RUN_MS): Promise<Run> {
    const run = await this.ended((await this.start(jobId))._id, withinMs);
    if (run.state !== 'completed')
      throw new Error(`the run ended ${run.state}: ${JSON.stringify(run.endingReason)}`);
    return run;
  }

  /** The text blocks of a stored version. */
  async blocks(blocksKey: string): Promise<{ path: string; text: string }[]> {
    const bytes = await this.blobs.get(blocksKey);
    if (bytes === null) throw new Error(`there is no blob ${blocksKey}`);
    return parseBlocks(brotliDecompressSync(bytes).toString('utf8'));
  }

  async #whyOpen(runId: string): Promise<string> {
    const run = await this.run(runId);
    const chunks = await this.mongo.chunks.list(runId, { limit: 100 });
    const said = this.processes.flatMap((each) => [
      `${each.role} | started again ${each.restarts} times`,
      ...each.lastLines().map((line) => `${each.role} | ${line.slice(0, 300)}`),
    ]);
    const now = Date.now();
    const busy = (await this.mongo.agents.list()).flatMap(({ _id, at, work = [] }) => [
      `${_id} | last sign ${now - at.getTime()} ms ago`,
      ...work.map((each) => `${_id} | ${JSON.stringify({ ...each, since: `${now - each.since} ms ago` })}`),
    ]);
    const hosts = (await this.mongo.hosts.list({ after: null, limit: 5 })).map((host) => {
      const { _id, failedInRow, openUntil, notBefore, nextAt, penaltyMs, leaseHolder, leaseUntil = 0 } = host;
      const times = { openIn: openUntil - now, nextIn: nextAt - now, leasedFor: leaseUntil - now };
      return `${_id} | ${JSON.stringify({ failedInRow, notBefore, penaltyMs, ...times, leaseHolder })}`;
    });
    const chunkText = chunks.flatMap(({ chunkNo, state }) =>
      state === 'committed' ? [] : `${chunkNo} ${state}`,
    );
    return `${runId} has not ended: ${run.state}, ${run.phase}, discovered ${run.discovered}, chunks ${chunks.length}, open: ${chunkText.join(', ')}\n${[...hosts, ...busy, ...said].join('\n')}`;
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.stop()));
    for (const close of this.#closing.toReversed()) await close();
  }
}

/** A database that is being started again answers a little later. */
function unlessAway(error: unknown): null {
  if (isWebloomError(error) && error.retryable) return null;
  throw error;
}

interface SystemParts
  extends Pick<
    System,
    'namespace' | 'dataDir' | 'mongo' | 'ports' | 'blobs' | 'files' | 'temporal' | 'processes' | 'amqpUrl'
  > {
  readonly closing: readonly (() => Promise<unknown>)[];
}

/** Of a database that no other test uses. */
export function newNamespace(name: string): string {
  return `t-${name}-${process.pid}-${Date.now().toString(36)}`;
}

export async function startSystem(options: SystemOptions): Promise<System> {
  const { services, name } = options;
  const namespace = options.on?.namespace ?? newNamespace(name);
  const folder = mkdtempSync(join(tmpdir(), `webloom-${name}-`));
  const dataDir = options.on?.dataDir ?? join(folder, 'data');
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const mongo = await createMongo(services.mongoUri, { dbName: namespace, appName: 'test' });
  closing.push(() => mongo.close());
  const log = createSilentLog();
  const engine = createTemporalEngine({ address: services.temporalAddress, prefix: namespace });
  closing.push(() => engine.close());
  const connection = await Connection.connect({ address: services.temporalAddress });
  closing.push(() => connection.close());
  const temporal = new Client({ connection });
  closing.push(() => endWorkflows(temporal, mongo));
  closing.push(() => removeQueues(services.amqpUrl, namespace));
  const control = createControlBroker(services.amqpUrl, { log, namespace, name: 'test' });
  closing.push(() => control.close());
  const eventBroker = createEventBroker(services.amqpUrl, { log, namespace, name: 'test' });
  closing.push(() => eventBroker.close());
  const { jobs, runs, chunks, frontier, history, events, workspaces, usage } = mongo;
  const limits = { planBook: BUILT_IN_BOOK, workspaces, usage };
  const shared = { ...limits, clock: systemClock, ids: createIds(), hasher, holds: NO_HOLDS, log };
  const ports = { jobs, runs, chunks, frontier, history, events, engine, control, eventBroker, ...shared };
  const processes = startProcesses(options, { namespace, folder, dataDir, mongo });
  const openFolder = (): Promise<BlobStore> =>
    createFileBlobStore({ folder: join(dataDir, 'blobs'), flush: 'none' });
  const blobs = await (options.openBlobs ?? openFolder)(mongo);
  const files = createStageFiles(blobs);
  const { amqpUrl } = services;
  const opened = { mongo, ports, blobs, files, temporal, processes, amqpUrl, closing };
  const system = new System({ namespace, dataDir, ...opened });
  try {
    await Promise.all(processes.map((each) => each.ready()));
  } catch (error) {
    await system.close();
    throw error;
  }
  return system;
}

function startProcesses(
  options: SystemOptions,
  { namespace, folder, dataDir, mongo }: { namespace: string; folder: string; dataDir: string; mongo: Mongo },
): WebloomProcess[] {
  const { processes: wanted = {} } = options;
  const surroundings = {
    buildFolder: options.buildFolder,
    launcherOf: options.launcherOf,
    envOf: (role: Role) => ({
      ...environmentOf({ ...options, namespace, dataDir }),
      ...options.envOf?.(role),
    }),
    logFolder: join(folder, 'logs'),
    livePids: async () => new Set((await mongo.agents.list()).map((agent) => agent.pid)),
  };
  const roles = Object.entries({ ...ONE_OF_EACH, ...wanted }) as [Role, number][];
  const processes = roles.flatMap(([role, count]) =>
    Array.from({ length: count }, (_, index) => new WebloomProcess(role, index + 1, surroundings)),
  );
  for (const each of processes) each.start();
  return processes;
}

/** What a failed test left running must not go on on services that are shared. */
async function endWorkflows(temporal: Client, mongo: Mongo): Promise<void> {
  for (const run of await mongo.runs.open(100)) {
    await temporal.workflow
      .getHandle(run.workflowId)
      .terminate('the test is over')
      .catch(() => undefined); // never started, or ended meanwhile
  }
}
