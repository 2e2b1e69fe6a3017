// The use cases' ports over stores in memory, with an engine and a broker that note what they were asked, a clock that
// stands still until moved, and a power cut: after `failAfter` writes nothing can be written.
import { createHash } from 'node:crypto';
import { createMemoryStores } from './memory/memory-stores.ts';
import type { PermitMessage } from '../../domain/run/dispatch/message.ts';
import type { Job } from '../../domain/job/job.ts';
import { type JobConfig, jobConfigSchema } from '../../domain/config/schema.ts';
import type { Chunk } from '../../domain/run/chunk.ts';
import type { FinalizePorts } from '../../domain/job/execution/finalize-run.ts';
import type { EmergencyHold } from '../../domain/job/hold/emergency-hold.ts';
import { BUILT_IN_BOOK, type PlanBook } from '../../domain/job/limit/plan.ts';
import type { RunEngine, SentSignal, RunStart, ScheduleState } from '../../domain/run/run-engine.ts';
import { sampleJob, START } from '../contracts/sample-documents.ts';
import { createSilentLog } from './silent-log.ts';

type Stores = ReturnType<typeof createMemoryStores>;

export interface Noted {
  /** Workflows by id, in the order they were started; starting one twice is noted once, as the engine does. */
  readonly started: Map<string, RunStart>;
  readonly signals: { readonly workflowId: string; readonly signal: SentSignal }[];
  readonly terminated: string[];
  readonly schedules: Map<string, Exclude<ScheduleState, 'missing'>>;
  readonly gates: PermitMessage[];
  readonly published: { readonly type: string; readonly id: string }[];
  readonly completed: string[];
}

export interface Scene {
  readonly planBook: PlanBook;
  readonly ports: FinalizePorts;
  readonly stores: Stores;
  readonly noted: Noted;
  now: Date;
  engineDown: boolean;
  brokerDown: boolean;
  /** What every process knows of emergency holds. */
  holds: readonly EmergencyHold[];
  /** Writes until the power cut, which lasts until this is null again. */
  failAfter: number | null;
  writes: number;
}

export class PowerCut extends Error {}

const READS =
  /^(get|list|walk|endedRuns|open|held|due|since|count|historySize|dueEntries|nextDueAt|status|scheduleState|openRuns|ping|settingsDue)/;

/** Counts the writes of a port and refuses them while the power is cut. */
export function cuttable<T extends object>(scene: Pick<Scene, 'failAfter' | 'writes'>, port: T): T {
  return new Proxy(port, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function' || typeof name !== 'string' || READS.test(name)) return member;
      return async (...given: unknown[]): Promise<unknown> => {
        if (scene.failAfter !== null && scene.writes >= scene.failAfter) {
          throw new PowerCut(`power cut before write ${scene.writes + 1} (${name})`);
        }
        scene.writes += 1;
        return Reflect.apply(member, target, given);
      };
    },
  });
}

export function createEngine(scene: {
  engineDown: boolean;
  noted: Pick<Noted, 'started' | 'signals' | 'terminated' | 'schedules'>;
}): RunEngine {
  const { started, signals, terminated, schedules } = scene.noted;
  const answer = async <T>(act: () => T): Promise<T> => {
    if (scene.engineDown) throw new Error('the engine is down');
    return act();
  };
  return {
    start: (start) =>
      answer(() => {
        if (started.has(start.workflowId)) return false;
        started.set(start.workflowId, start);
        return true;
      }),
    signal: (workflowId, signal) => answer(() => signals.push({ workflowId, signal }) > 0),
    terminate: (workflowId) => answer(() => terminated.push(workflowId) > 0),
    historySize: () => answer(() => null),
    status: (workflowId) =>
      answer(() => {
        if (!started.has(workflowId)) return 'unknown';
        return terminated.includes(workflowId) ? 'closed' : 'running';
      }),
    putSchedule: ({ jobId, paused }) => answer(() => void schedules.set(jobId, paused ? 'paused' : 'active')),
    pauseSchedule: (jobId, paused) =>
      answer(() => {
        if (schedules.has(jobId)) schedules.set(jobId, paused ? 'paused' : 'active');
      }),
    deleteSchedule: (jobId) => answer(() => void schedules.delete(jobId)),
    scheduleState: (jobId) => answer(() => schedules.get(jobId) ?? 'missing'),
    openRuns: () =>
      answer(() => new Set([...started.keys()].filter((workflowId) => !terminated.includes(workflowId)))),
    // No next times: whoever compares has to ask for each.
    listSchedules: () =>
      answer(() =>
        [...schedules].map(([jobId, state]) => ({
          jobId,
          jobName: null,
          paused: state.startsWith('paused'),
          isByHand: state.endsWith('-by-hand'),
          note: 'tests',
          nextTimes: [],
        })),
      ),
    countPausedSchedules: () =>
      answer(() => [...schedules.values()].filter((state) => state.startsWith('paused')).length),
  };
}

export function createScene(planBook: PlanBook = BUILT_IN_BOOK): Scene {
  const stores = createMemoryStores();
  const noted: Noted = {
    started: new Map(),
    signals: [],
    terminated: [],
    schedules: new Map(),
    gates: [],
    published: [],
    completed: [],
  };
  const still = { now: START, engineDown: false, brokerDown: false, failAfter: null, writes: 0 };
  const state = { planBook, stores, noted, ...still, holds: [] };
  return Object.assign(state, { ports: createPorts(state) });
}

function createPorts(scene: Omit<Scene, 'ports'>): FinalizePorts {
  const { stores, noted } = scene;
  let ulids = 0;
  return {
    jobs: cuttable(scene, stores.jobs),
    runs: cuttable(scene, stores.runs),
    chunks: cuttable(scene, stores.chunks),
    frontier: cuttable(scene, stores.frontier),
    history: stores.history,
    events: cuttable(scene, stores.events),
    usage: cuttable(scene, stores.usage),
    workspaces: stores.workspaces,
    planBook: scene.planBook,
    engine: cuttable(scene, createEngine(scene)),
    control: cuttable(scene, {
      publishPermit: async (gate: PermitMessage) => void noted.gates.push(gate),
      publishHolds: async () => {
        if (scene.brokerDown) throw new Error('the broker is down');
      },
    }),
    eventBroker: {
      publishEvent: async ({ id, type }) => void noted.published.push({ id, type }),
    },
    clock: { now: () => scene.now },
    ids: { ulid: () => `01JZ${String((ulids += 1)).padStart(22, '0')}` },
    hasher: { sha256: (data) => createHash('sha256').update(data).digest('base64url') },
    holds: { standing: () => scene.holds },
    log: createSilentLog(),
    dropFiles: async () => undefined,
    completeChunk: async (chunk: Chunk) => {
      noted.completed.push(chunk._id);
      await stores.chunks.move(chunk._id, ['storing'], { state: 'committed', counts: COUNTS });
    },
  };
}

const COUNTS = {
  stored: 2,
  unchanged: 0,
  failed: 0,
  skipped: 0,
  deferred: 0,
  changes: 1,
  priceChanges: 0,
  pricePoints: 0,
  requests: 2,
  wireBytes: 0,
  waitMs: 0,
  cpuMs: 0,
  countedFailures: 0,
  reasons: { changed: 2 },
};

export const HOURLY = { kind: 'interval', everyMs: 3_600_000 } as const;

export function configOf(config: Record<string, unknown> = {}): JobConfig {
  return jobConfigSchema.parse({ source: { kind: 'pages', urls: ['http://shop.test/'] }, ...config });
}

/** Puts a job into the scene, straight into the store. */
export async function putJob(scene: Scene, fields: Partial<Job> = {}): Promise<Job> {
  const job = sampleJob('job', fields);
  await scene.stores.jobs.insert(job);
  if (job.config.schedule !== undefined) scene.noted.schedules.set(job._id, 'active');
  return job;
}

export async function jobOf(scene: Scene, jobId = 'job'): Promise<Job> {
  const job = await scene.stores.jobs.get(jobId);
  if (job === null) throw new Error(`no job ${jobId}`);
  return job;
}

/** Runs `act` without a power cut, then again and again with one before each of its writes, repeated when power is back. */
export async function withEveryCut<T, S extends Scene = Scene>(
  prepare: () => Promise<S>,
  act: (scene: S) => Promise<unknown>,
  look: (scene: S) => Promise<T>,
): Promise<{ whole: T; cut: { readonly after: number; readonly seen: T }[] }> {
  const scene = await prepare();
  const before = scene.writes;
  await act(scene);
  const writes = scene.writes - before;
  const cut: { after: number; seen: T }[] = [];
  for (let after = 0; after < writes; after++) {
    const again = await prepare();
    again.failAfter = again.writes + after;
    await act(again).catch((error: unknown) => {
      if (!(error instanceof PowerCut)) throw error;
    });
    again.failAfter = null;
    await act(again);
    cut.push({ after, seen: await look(again) });
  }
  return { whole: await look(scene), cut };
}
