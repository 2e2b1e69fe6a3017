// The run engine on Temporal: workflows by id, one schedule per job.
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { CleanUpEngine } from '../../domain/upkeep/clean-up/clean-up-engine.ts';
import type { DeliveryEngine } from '../../domain/alert/delivery/delivery.ts';
import type { EngineGauge } from '../../domain/health/queue/queue.ts';
import type { HistorySize, RunEngine, WorkflowStatus } from '../../domain/run/run-engine.ts';
import type { Tracer } from '../../domain/system/trace/tracer.ts';
import { PLAIN_ACCESS, type EngineAccess } from '../../domain/system/net/engine-place.ts';
import { keepCleanUpSchedule, startCleanUp } from './clean-up-start.ts';
import { connectionOptions } from './connection-options.ts';
import { startDelivery } from './delivery-start.ts';
import {
  countPausedSchedules,
  deleteSchedule,
  listSchedules,
  pauseSchedule,
  putSchedule,
  scheduleState,
} from './job-schedules.ts';
import { type PreparedNamespace, namespaceIdOf, prepareNamespace } from './prepare-namespace.ts';
import { listOpenRuns } from './open-runs.ts';
import { createNamespaceCheck } from './namespace-check.ts';
import { startWorkflow } from './run-start.ts';
import { traceStarts } from './trace-header.ts';
import { readTaskQueues } from './task-queues.ts';
import { type TemporalCall, createCall } from './temporal-call.ts';

export interface TemporalOptions {
  readonly address: string;
  readonly namespace?: string;
  /** Default: no TLS, no key. */
  readonly access?: EngineAccess;
  /** Prefix of task queues, for several installations on one server: `webloom` → `webloom-orchestrator`. */
  readonly prefix: string;
  /** What is started within a span belongs to it. */
  readonly tracer?: Pick<Tracer, 'current'> | null;
}

export interface TemporalEngine extends RunEngine, DeliveryEngine, CleanUpEngine, EngineGauge {
  /** Rejects (dependency-unavailable) when no run could be started now. */
  ping(): Promise<void>;
  /** The id is another one after the server's database was lost. */
  namespaceId(): Promise<string>;
  /** Adds what the namespace lacks. */
  prepare(): Promise<PreparedNamespace>;
  close(): Promise<void>;
}

export function createTemporalEngine(options: TemporalOptions): TemporalEngine {
  const { address, prefix, namespace = 'default', access = PLAIN_ACCESS, tracer = null } = options;
  const place = { address, namespace, access };
  const connection = Connection.lazy(connectionOptions(place));
  const traced = tracer === null ? {} : { interceptors: { workflow: [traceStarts(tracer)] } };
  const client = new Client({ connection, namespace, ...traced });
  const complete = createNamespaceCheck(connection, namespace);
  const call = createCall(connection, place);
  return {
    ...workflows(client, prefix, call),
    ...schedules(client, { prefix, namespace }, call),
    openRuns: () => listOpenRuns(client, { prefix, namespace }, call),
    startDelivery: (start) => call('start the delivery', () => startDelivery(client, prefix, start)),
    startCleanUp: (start) => call('start the clean-up', () => startCleanUp(client, prefix, start)),
    keepCleanUpSchedule: () =>
      call('keep the schedule of clean-ups', () => keepCleanUpSchedule(client, prefix)),
    ping: () => call('answer', () => complete.check()),
    taskQueues: () => call('describe its queues', () => readTaskQueues(client, prefix, namespace)),
    namespaceId: () => call('be described', () => namespaceIdOf(connection, namespace)),
    prepare: () => call('be prepared', () => prepareNamespace(connection, namespace)),
    close: () => connection.close(),
  };
}

function workflows(
  client: Client,
  prefix: string,
  call: TemporalCall,
): Pick<RunEngine, 'start' | 'signal' | 'terminate' | 'status' | 'historySize'> {
  return {
    start: (start) => call('start the run', () => startWorkflow(client, prefix, start)),
    signal: (workflowId, { name, gateSeq }) =>
      call('take the signal', () =>
        found(() => client.workflow.getHandle(workflowId).signal(name, { gateSeq })),
      ),
    terminate: (workflowId, reason) =>
      call('end the workflow', () => found(() => client.workflow.getHandle(workflowId).terminate(reason))),
    status: (workflowId) => call('describe the workflow', () => statusOf(client, workflowId)),
    historySize: (workflowId) =>
      call('measure the history of the workflow', () => measureHistory(client, workflowId)),
  };
}

type Schedules = Pick<
  RunEngine,
  | 'putSchedule'
  | 'pauseSchedule'
  | 'deleteSchedule'
  | 'scheduleState'
  | 'listSchedules'
  | 'countPausedSchedules'
>;

function schedules(
  client: Client,
  { prefix, namespace }: { readonly prefix: string; readonly namespace: string },
  call: TemporalCall,
): Schedules {
  return {
    putSchedule: (schedule) => call('keep the schedule', () => putSchedule(client, prefix, schedule)),
    pauseSchedule: async (jobId, paused) =>
      void (await call('pause the schedule', () => pauseSchedule(client, jobId, paused))),
    deleteSchedule: async (jobId) =>
      void (await call('delete the schedule', () => deleteSchedule(client, jobId))),
    scheduleState: (jobId, wanted) =>
      call('describe the schedule', () => scheduleState(client, jobId, wanted)),
    listSchedules: () => listSchedules(client, namespace, call),
    countPausedSchedules: () =>
      call('count the paused schedules', () => countPausedSchedules(client, namespace)),
  };
}

/** False instead of the error "not found": a workflow that does not exist needs no signal and no end. */
async function found(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

async function statusOf(client: Client, workflowId: string): Promise<WorkflowStatus> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED' ? 'running' : 'closed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'unknown';
    throw error;
  }
}

/** The last part is asked for itself, because lists tell the length of closed parts alone, and those a second late. */
async function measureHistory(client: Client, workflowId: string): Promise<HistorySize | null> {
  try {
    const last = await client.workflow.getHandle(workflowId).describe();
    let events = last.historyLength;
    let parts = 1;
    for await (const part of client.workflow.list({ query: `WorkflowId = "${workflowId}"` }))
      if (part.runId !== last.runId) {
        events += part.historyLength;
        parts += 1;
      }
    return { events, parts };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
