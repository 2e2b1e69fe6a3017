// The API over stores in memory, with an engine that notes what it was asked and a broker that only echoes.
import { createIds, hasher, secretSource } from '../../adapters/clock/ids.ts';
import { createMemoryBlobStore } from '../support/memory/blob-store.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createMemoryStores } from '../support/memory/memory-stores.ts';
import { createApp } from '../../api/app.ts';
import type { ApiPorts, ApiSettings } from '../../api/ports.ts';
import type { AgentRole } from '../../domain/system/agent/agent.ts';
import type { DiskSpace } from '../../domain/system/disk/disk-space.ts';
import type { StoreRoom } from '../../domain/health/store-room.ts';
import type { HealthComponent } from '../../domain/health/health.ts';
import type { BrokerLook } from '../../domain/health/queue/queue.ts';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import { type EmergencyHold, LOCAL_HOLD_ID } from '../../domain/job/hold/emergency-hold.ts';
import { parseAllowHosts } from '../../domain/web/egress/policy.ts';
import type { JobTrouble } from '../../domain/job/job-trouble.ts';
import { type Job, NO_AGGREGATES } from '../../domain/job/job.ts';
import type { JobState } from '../../domain/run/job-state.ts';
import { jobInputSchema } from '../../domain/config/schema.ts';
import type { RunState } from '../../domain/run/lifecycle.ts';
import type { Run } from '../../domain/run/run.ts';
import { BUILT_IN_BOOK, BUILT_IN_PLANS, type Limits, type PlanBook } from '../../domain/job/limit/plan.ts';
import type { PageLooker } from '../../domain/job/preview/page-looker.ts';
import { parser, readers } from '../support/unthreaded-reading.ts';
import { createTestBox } from '../support/secret-box.ts';
import { tryServerBy } from '../support/try-server.ts';
import type { BackupStore } from '../../domain/upkeep/backup/backup-record.ts';
import type { TallyStore } from '../../domain/upkeep/tally/tally.ts';
import type { RunEngine } from '../../domain/run/run-engine.ts';

const BROKER: BrokerLook = {
  version: '4.1.0',
  work: { name: 'webloom1.url.to_scrape', ready: 0, consumers: 1 },
  render: { name: 'webloom1.url.to_render', ready: 0, consumers: 0 },
  dead: { name: 'webloom1.dead', ready: 0, consumers: 0 },
};

export const T0 = Date.UTC(2026, 0, 15, 12, 0, 0);

export interface Harness {
  readonly tally: TallyStore;
  readonly backups: BackupStore;
  readonly app: Awaited<ReturnType<typeof createApp>>;
  readonly ports: ApiPorts;
  readonly calls: string[];
  now: number;
  engineDown: boolean;
  brokerDown: boolean;
  /** The workflow of clean-ups is open. */
  cleanUpOpen: boolean;
  /** What the API knows of emergency holds. */
  holds: readonly EmergencyHold[];
  disk: DiskSpace | null;
  /** How full the embedded store is; null: another database. */
  room: StoreRoom | null;
  /** The last look of the monitor; null: there was none. */
  looked: { readonly msAgo: number; readonly parts: readonly HealthComponent[] } | null;
  /** What the broker tells of its queues; an error: it can not be asked. */
  broker: BrokerLook | Error;
  /** What becomes of a look at a page for a preview. */
  look: PageLooker['look'];
  /** Publishes like a worker would: live only. */
  publish(event: EventMessage): void;
}

function notingEngine(harness: { calls: string[]; engineDown: boolean }): RunEngine {
  const note = async <T>(what: string, answer: T): Promise<T> => {
    if (harness.engineDown) throw new Error('the engine is down');
    harness.calls.push(what);
    return answer;
  };
  return {
    start: ({ workflowId }) => note(`start ${workflowId}`, true),
    signal: (workflowId, { name }) => note(`signal ${name} ${workflowId}`, true),
    terminate: (workflowId) => note(`terminate ${workflowId}`, true),
    status: () => note('status', 'running'),
    historySize: () => note('events', { events: 41, parts: 2 }),
    putSchedule: ({ jobId, paused }) => note(`put ${jobId} ${paused}`, undefined),
    pauseSchedule: (jobId, paused) => note(`pause ${jobId} ${paused}`, undefined),
    deleteSchedule: (jobId) => note(`delete ${jobId}`, undefined),
    scheduleState: () => note('state', 'active'),
    openRuns: () => note('open', new Set<string>()),
    listSchedules: () => note('list', []),
    countPausedSchedules: () => note('count', 0),
  };
}

/** The built-in plans with others, whose limits are none where they name none. */
function bookOf(plans: Readonly<Record<string, Partial<Limits>>>): PlanBook {
  const { unlimited } = BUILT_IN_PLANS;
  const named = Object.entries(plans).map(([name, limits]) => [name, { ...unlimited, ...limits }]);
  return { ...BUILT_IN_BOOK, plans: { ...BUILT_IN_PLANS, ...Object.fromEntries(named) } };
}

const unreachable: PageLooker['look'] = () => Promise.reject(new Error('there is no scraper'));

export async function createHarness(
  settings: Partial<ApiSettings> = {},
  checks: ApiPorts['checks'] = [{ name: 'store', check: async () => undefined }],
  plans: Readonly<Record<string, Partial<Limits>>> = {},
  model: ApiPorts['model'] = null,
): Promise<Harness> {
  const listeners: ((event: EventMessage) => void)[] = [];
  const publish = (event: EventMessage): void => void listeners.map((listener) => listener(event));
  const state = {
    calls: [] as string[],
    engineDown: false,
    now: T0,
    brokerDown: false,
    cleanUpOpen: false,
    holds: [] as readonly EmergencyHold[],
    disk: null as DiskSpace | null,
    room: null as StoreRoom | null,
    looked: { msAgo: 0, parts: [] } as Harness['looked'],
    broker: BROKER as BrokerLook | Error,
    look: unreachable,
  };
  const [blobs, stores] = [createMemoryBlobStore(), createMemoryStores()];
  const ports: ApiPorts = {
    ...stores,
    engine: notingEngine(state),
    deliveryEngine: {
      startDelivery: async ({ deliveryId, round }) => {
        if (state.engineDown) throw new Error('the engine is down');
        state.calls.push(`deliver ${deliveryId} ${round}`);
        return true;
      },
    },
    cleanUpEngine: {
      startCleanUp: async ({ cleanUpId, dryRun, by }) => {
        if (state.engineDown) throw new Error('the engine is down');
        state.calls.push(`clean up ${cleanUpId} ${dryRun} ${by}`);
        return !state.cleanUpOpen;
      },
    },
    control: {
      publishPermit: async () => undefined,
      publishHolds: async () => {
        if (state.brokerDown) throw new Error('the broker is down');
      },
    },
    eventBroker: {
      publishEvent: async (event) => publish(event),
    },
    model,
    planBook: bookOf(plans),
    clock: { now: () => new Date(state.now) },
    ids: createIds(),
    hasher,
    secrets: createTestBox(),
    secretSource,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    stageFiles: createStageFiles(blobs),
    blobs,
    openParser: () => ({ ...parser, close: async () => undefined }),
    tryServer: tryServerBy(settings.egress),
    looker: { look: (wanted, signal) => state.look(wanted, signal) },
    ...readers,
    onEvent: async (handler) => void listeners.push(handler),
    health: {
      get: async () => {
        if (state.looked === null) return null;
        const { msAgo, parts } = state.looked;
        const at = new Date(state.now - msAgo);
        return { _id: 'health', at, by: 'monitor:box:1', everyMs: 15_000, parts };
      },
    },
    disk: { space: () => state.disk },
    storeRoom: async () => state.room,
    brokerGauge: {
      look: async () => {
        if (state.broker instanceof Error) throw state.broker;
        return state.broker;
      },
    },
    holds: {
      standing: () => state.holds,
      refresh: async () => void (state.holds = await stores.emergency.standing()),
    },
    localSwitch: {
      clear: () => {
        state.holds = state.holds.filter(({ _id }) => _id !== LOCAL_HOLD_ID);
        return true;
      },
    },
    engineGauge: { taskQueues: async () => [] },
    checks,
    settings: {
      dashboardFolder: '',
      version: 'test',
      workspaceId: 'default',
      egress: { allowHosts: parseAllowHosts('shop.example:8443').entries, ports: [80, 443] },
      apiKey: null,
      rateLimit: { reads: 0, changes: 0 },
      trustedProxies: [],
      metricsByJob: false,
      temporalUiUrl: 'http://127.0.0.1:8233',
      temporalNamespace: 'default',
      ownHosts: [],
      userAgent: 'Webloom/test',
      ...settings,
    },
  };
  const app = await createApp(ports);
  await app.ready();
  return Object.assign(state, {
    app,
    ports,
    tally: stores.tally,
    backups: stores.backups,
    publish,
  });
}

export const PAGES = { kind: 'pages', urls: ['https://shop.example/a'] } as const;
export const HOURLY = { kind: 'interval', everyMs: 3_600_000 } as const;

/** A sign of life at the present moment. */
export async function putBeat(
  { ports, now }: Harness,
  role: AgentRole,
  load: Readonly<Record<string, number>> = {},
): Promise<void> {
  const at = new Date(now);
  const process = {
    _id: `${role}:box:1`,
    role,
    pid: 1,
    startedAt: new Date(T0),
    storeId: '',
    version: 'test',
  };
  await ports.agents.beat({ ...process, at, load });
}

let made = 0;

/** A job document in any state, put straight into the store. */
export async function putJob(
  harness: Harness,
  state: JobState,
  more: { recurring?: boolean; activeRun?: string; jobId?: string; trouble?: JobTrouble } = {},
): Promise<Job> {
  made += 1;
  const { config } = jobInputSchema.parse({
    config: { source: PAGES, ...(more.recurring === true ? { schedule: HOURLY } : {}) },
  });
  const job: Job = {
    _id: more.jobId ?? `job_${String(made).padStart(26, '0')}`,
    workspaceId: 'default',
    name: `job ${made}`,
    version: 1,
    config,
    createdAt: new Date(T0),
    updatedAt: new Date(T0),
    state,
    shownState: state,
    stateSeq: 1,
    activeRun: more.activeRun ?? null,
    runSeq: more.activeRun === undefined ? 0 : 1,
    nextRunAt: null,
    lastSlot: null,
    buffered: null,
    retryEpoch: 0,
    retryAt: null,
    failedInRow: 0,
    trouble: more.trouble ?? null,
    aggregates: NO_AGGREGATES,
    history: [],
  };
  await harness.ports.jobs.insert(job);
  return job;
}

export async function putRun(harness: Harness, state: RunState, more: Partial<Run> = {}): Promise<Run> {
  const runId = `run_${harness.ports.ids.ulid()}`;
  const job = await putJob(harness, 'starting', { activeRun: runId });
  const run: Run = {
    _id: runId,
    jobId: job._id,
    workspaceId: 'default',
    seq: 1,
    workflowId: `run:${job._id}:x`,
    trigger: 'manual',
    jobVersion: 1,
    config: job.config,
    state,
    phase: state === 'starting' ? 'discovering' : 'crawling',
    gateSeq: 1,
    ackedGateSeq: 1,
    discovered: 0,
    droppedLinks: {},
    createdAt: new Date(T0),
    history: [],
    ...more,
  };
  await harness.ports.runs.insert(run);
  return run;
}
