// A Webloom for a bench: private services and all processes in a fresh folder, the client of its API, and what its
// processes use. Nothing of it is left when the bench is over.
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { type ApiClient, type RunView, createClient } from '../../api/client/client.ts';
import type { JobInput } from '../../domain/config/schema.ts';
import { type LocalOptions, type LocalWebloom, startLocalWebloom } from '../../cli/stack/local-webloom.ts';
import type { JobRunResult } from '../../workflows/messages.ts';
import type { jobRun } from '../../workflows/job-run.ts';
import { createBenchFolder, removeBenchFolder } from './bench-folder.ts';
import { readPids, readUsage, type Usage } from './process-usage.ts';

/** Each poll costs the API some milliseconds of CPU, which are counted. */
const POLL_MS = 250;
const ENDED = ['completed', 'failed', 'stopped'];

export interface MeasuredRun {
  readonly run: RunView;
  /** From the call to the end seen by polling. */
  readonly wallMs: number;
  /** CPU of each process during `wallMs`. */
  readonly cpuMs: ReadonlyMap<string, number>;
  /** What each process has used by the end: CPU, memory, and its highest memory so far. */
  readonly usage: ReadonlyMap<string, Usage>;
  readonly temporalEvents: number;
}

export interface LocalBenchOptions {
  /** `host:port` of the sites that are visited. */
  readonly hosts: readonly string[];
  /** Further settings of the processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** How many scrapers and pipelines; one of each by default. */
  readonly ranges?: LocalOptions['ranges'];
}

export class LocalBench {
  readonly client: ApiClient;
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly #local: LocalWebloom;
  readonly #temporal: Client;

  constructor(local: LocalWebloom, temporal: Client, dataDir: string) {
    this.#local = local;
    this.#temporal = temporal;
    this.dataDir = dataDir;
    this.apiUrl = local.apiUrl;
    this.client = createClient({ baseUrl: local.apiUrl });
  }

  async createJob(input: JobInput): Promise<string> {
    return (await this.client.createJob(input)).jobId;
  }

  /** Starts a run of the job; returns its id. */
  async start(jobId: string): Promise<string> {
    const { runId } = await this.client.act(jobId, 'start');
    if (typeof runId !== 'string') throw new Error(`Job ${jobId} did not start a run.`);
    return runId;
  }

  async ended(runId: string): Promise<RunView> {
    for (;;) {
      const run = await this.client.run(runId);
      if (ENDED.includes(run.state)) return run;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async measureRun(jobId: string): Promise<MeasuredRun> {
    const before = this.usage();
    const startedAt = performance.now();
    const run = await this.ended(await this.start(jobId));
    const wallMs = performance.now() - startedAt;
    const usage = this.usage();
    if (run.state !== 'completed')
      throw new Error(`The run ended ${run.state}: ${JSON.stringify(run.endingReason)}`);
    const cpuMs = new Map(
      [...usage].map(([name, { cpuMs: now }]) => [name, now - (before.get(name)?.cpuMs ?? 0)]),
    );
    return { run, wallMs, cpuMs, usage, temporalEvents: await this.temporalEvents(run.workflowId) };
  }

  /** Of the store, for what a bench puts there itself. */
  get mongoUri(): string {
    return this.#local.addresses.mongoUri;
  }

  usage(): Map<string, Usage> {
    return readUsage(readPids(this.dataDir));
  }

  /** Events of all executions of a workflow, from their histories. A long workflow continues as a new execution. */
  async temporalEvents(workflowId: string): Promise<number> {
    let events = 0;
    const first = await this.#temporal.workflow.getHandle(workflowId).fetchHistory();
    let runId: string | null | undefined =
      first.events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId;
    while (typeof runId === 'string' && runId !== '') {
      const history = await this.#temporal.workflow.getHandle(workflowId, runId).fetchHistory();
      events += history.events?.length ?? 0;
      runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    }
    return events;
  }

  /** What the workflow of a run said at its end; null: there is no such workflow. */
  async endOf(workflowId: string): Promise<JobRunResult | 'goes on' | null> {
    const handle = this.#temporal.workflow.getHandle<typeof jobRun>(workflowId);
    try {
      const { status } = await handle.describe();
      return status.name === 'RUNNING' ? 'goes on' : await handle.result();
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#temporal.connection.close();
    await this.#local.stop();
    removeBenchFolder(this.dataDir);
  }
}

export async function startLocalBench({
  hosts,
  env = {},
  ranges = {},
}: LocalBenchOptions): Promise<LocalBench> {
  const dataDir = createBenchFolder();
  const { PATH, HOME, NODE_OPTIONS } = process.env;
  const local = await startLocalWebloom({
    dataDir,
    env: {
      PATH,
      HOME,
      NODE_OPTIONS,
      WEBLOOM_ALLOW_HOSTS: hosts.join(','),
      WEBLOOM_OWN_HOSTS: hosts.join(','),
      WEBLOOM_LOG_LEVEL: 'warn',
      ...env,
    },
    log: (line) => process.stderr.write(`${line}\n`),
    ranges,
    signal: new AbortController().signal,
  });
  const connection = await Connection.connect({ address: local.addresses.temporalAddress });
  return new LocalBench(local, new Client({ connection }), dataDir);
}
