// What every process of Webloom opens (configuration, log, store, clock, blobs, brokers, engine) and how it
// ends: opened in order, closed in reverse, with a deadline.
import { hostname } from 'node:os';
import { createControlBroker } from '../../adapters/amqp/control-broker.ts';
import { createEventBroker } from '../../adapters/amqp/event-broker.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createIds, hasher } from '../../adapters/clock/ids.ts';
import { createStoreClock } from '../../adapters/clock/system-clock.ts';
import { type Config, readConfig } from '../../adapters/env/config.ts';
import { readPlans } from '../../adapters/env/read-plans.ts';
import { createLog } from '../../adapters/log/pino-log.ts';
import { createMongo } from '../../adapters/mongo/mongo.ts';
import { createTemporalEngine } from '../../adapters/temporal/run-engine.ts';
import { newAgentId } from '../../domain/system/agent/agent-id.ts';
import type { AgentRole } from '../../domain/system/agent/agent.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { DiskGauge } from '../../domain/system/disk/disk-space.ts';
import type { PlanBook } from '../../domain/job/limit/plan.ts';
import { createRunCache, type FindRun } from '../../domain/run/stage/run-cache.ts';
import { startHeartbeat } from '../heartbeat.ts';
import type { KnownHolds } from '../known-holds.ts';
import { guardMemory } from '../memory-guard.ts';
import { openProcessGauge } from '../process-gauge.ts';
import type { WorkLog } from '../work-log.ts';
import type { Tracer } from '../../domain/system/trace/tracer.ts';
import { type Close, runToItsEnd } from './end-of-process.ts';
import { openBlobs, type OpenBlobs } from './open-blobs.ts';
import { openHolds } from './open-holds.ts';
import { openTracer } from './open-tracer.ts';
import { VERSION } from '../../domain/system/version.ts';

/** After the drain, the time for closing connections before the process ends anyway. */
const CLOSE_MS = 10_000;
/**
 * Characters of rows kept in memory: one or two chunks of 500 pages; as objects they take three times that.
 */
const REMEMBERED_CHARS = 5_000_000;

export interface Foundation {
  readonly config: Config;
  readonly planBook: PlanBook;
  readonly agentId: string;
  readonly log: ReturnType<typeof createLog>;
  readonly mongo: Awaited<ReturnType<typeof createMongo>>;
  readonly clock: Awaited<ReturnType<typeof createStoreClock>>;
  readonly blobs: BlobStore;
  readonly disk: DiskGauge;
  readonly stillAtHome: OpenBlobs['stillAtHome'];
  readonly files: ReturnType<typeof createStageFiles>;
  readonly findRun: FindRun;
  readonly ids: ReturnType<typeof createIds>;
  readonly hasher: typeof hasher;
  readonly control: ReturnType<typeof createControlBroker>;
  readonly eventBroker: ReturnType<typeof createEventBroker>;
  readonly engine: ReturnType<typeof createTemporalEngine>;
  readonly holds: KnownHolds;
  /** Null: nobody takes traces. */
  readonly tracer: Tracer | null;
  /** Called at the end of the process, in reverse order. */
  onClose(close: Close): void;
}

export interface RunningProcess {
  /** Added to the line that says the process is ready. */
  readonly ready?: Readonly<Record<string, unknown>>;
  readonly load: () => Readonly<Record<string, number>>;
  /** Absent: it has no slots that hold work. */
  readonly work?: WorkLog;
  /** Drains; called once, before anything is closed. */
  stop(): Promise<void>;
}

/**
 * Runs a process until SIGTERM or SIGINT, or until it stays above its memory bound. Prints one line of JSON
 * when it is ready. What it can not go on after is one line of its log, before anything is closed.
 */
export async function runProcess(
  role: AgentRole,
  open: (foundation: Foundation) => Promise<RunningProcess>,
): Promise<void> {
  await runToItsEnd(role, CLOSE_MS, (closing) => runUntilSignal(role, open, closing));
}

async function runUntilSignal(
  role: AgentRole,
  open: (foundation: Foundation) => Promise<RunningProcess>,
  closing: Close[],
): Promise<void> {
  const ended = untilSignal();
  const foundation = await openFoundation(role, (close) => closing.push(close));
  const { agentId, mongo, clock, log, blobs } = foundation;
  const presence = { agents: mongo.agents, clock, log };
  const running = await open(foundation);
  const identity = { _id: agentId, role, pid: process.pid, storeId: blobs.storeId, version: VERSION };
  const memory = guardMemory(foundation.config, { log });
  closing.push(() => memory.close());
  const gauge = openProcessGauge();
  closing.push(() => gauge.close());
  const heartbeat = await startHeartbeat(presence, identity, () => {
    const { load, ...work } = running.work?.report() ?? { load: {} };
    return { load: { ...load, ...running.load(), ...memory.load(), ...gauge.load() }, ...work };
  });
  closing.push(() => heartbeat.stop());
  await foundation.stillAtHome();
  process.stdout.write(`${JSON.stringify({ event: 'ready', role, pid: process.pid, ...running.ready })}\n`);
  log.info({ signal: await Promise.race([ended, memory.exceeded]) }, 'stopping');
  await heartbeat.beat();
  await running.stop();
}

async function openFoundation(role: AgentRole, onClose: Foundation['onClose']): Promise<Foundation> {
  const config = readConfig(process.env);
  const planBook = readPlans(config);
  const { namespace, rabbitmqUrl, rabbitmqTls: tls } = config;
  const agentId = newAgentId(role, hostname(), process.pid);
  const log = createLog(role, config.logLevel);
  const tracer = await openTracer(config, { role, agentId, version: VERSION });
  onClose(() => tracer?.close());
  const mongo = await createMongo(config.mongodbUri, { dbName: config.databaseName, appName: agentId });
  onClose(() => mongo.close());
  if (mongo.migrated.length > 0)
    log.info({ steps: mongo.migrated }, 'The database was brought to this version');
  const clock = await createStoreClock(() => mongo.clockOffsetMs(), { log });
  onClose(() => clock.close());
  const { blobs, disk, stillAtHome } = await openBlobs({ ...mongo, clock, log }, config);
  const control = createControlBroker(rabbitmqUrl, { log, namespace, tls, name: agentId });
  onClose(() => control.close());
  const eventBroker = createEventBroker(rabbitmqUrl, { log, namespace, tls, name: agentId });
  onClose(() => eventBroker.close());
  const engine = createTemporalEngine({ ...config.temporal, prefix: namespace, tracer });
  onClose(() => engine.close());
  const holds = await openHolds({ config, mongo, control, log });
  onClose(() => holds.close());
  const files = createStageFiles(blobs, role === 'pipeline' ? { rememberedChars: REMEMBERED_CHARS } : {});
  return {
    config,
    planBook,
    agentId,
    log,
    mongo,
    clock,
    blobs,
    disk,
    stillAtHome,
    files,
    findRun: createRunCache(mongo.runs),
    ids: createIds(),
    hasher,
    control,
    eventBroker,
    engine,
    holds,
    tracer,
    onClose,
  };
}

function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}
