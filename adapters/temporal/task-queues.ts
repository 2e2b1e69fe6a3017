// Temporal's task queues as the server tells them: who polls, what waits, how old, how fast.
import type { Client } from '@temporalio/client';
import type { QueueLook } from '../../domain/health/queue/queue.ts';
import { taskQueueName } from './run-start.ts';

/** Values of `TaskQueueType` in the server's API. */
const WORKFLOW = 1;
const ACTIVITY = 2;
const SENT = { [WORKFLOW]: 'workflow', [ACTIVITY]: 'activity' } as const;

interface TaskQueue {
  readonly queue: string;
  readonly type: keyof typeof SENT;
  readonly purpose: string;
}

const TASK_QUEUES: readonly TaskQueue[] = [
  { queue: 'orchestrator', type: WORKFLOW, purpose: 'Steps of runs that are decided next' },
  { queue: 'orchestrator', type: ACTIVITY, purpose: 'Beginnings and ends of runs' },
  { queue: 'dispatcher', type: ACTIVITY, purpose: 'Sources to read and chunks to fetch' },
  { queue: 'pipeline', type: ACTIVITY, purpose: 'Chunks to plan, read, compare and store' },
  { queue: 'small', type: ACTIVITY, purpose: 'The same of runs of a few pages' },
  { queue: 'delivery', type: ACTIVITY, purpose: 'Messages to send to channels' },
];

export function readTaskQueues(client: Client, prefix: string, namespace: string): Promise<QueueLook[]> {
  return Promise.all(TASK_QUEUES.map((one) => describe(client, { ...one, prefix, namespace })));
}

interface Wanted extends TaskQueue {
  readonly prefix: string;
  readonly namespace: string;
}

async function describe(client: Client, wanted: Wanted): Promise<QueueLook> {
  const { queue, type, purpose, prefix, namespace } = wanted;
  const { pollers, stats } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueueName(prefix, queue) },
    taskQueueType: type,
    reportStats: true,
  });
  const known = stats ?? null;
  const ready = known === null ? null : Number(known.approximateBacklogCount ?? 0);
  return {
    name: `${taskQueueName(prefix, queue)} (${SENT[type]})`,
    service: 'temporal',
    purpose,
    ready,
    // The server keeps count of what is handed out by workflow, not by queue.
    unacked: null,
    consumers: pollers?.length ?? 0,
    oldestMs: ready === 0 ? 0 : toMs(known?.approximateBacklogAge),
    inPerSecond: known?.tasksAddRate ?? null,
    outPerSecond: known?.tasksDispatchRate ?? null,
  };
}

/** A duration of protobuf. */
function toMs(duration: { seconds?: unknown; nanos?: number | null } | null | undefined): number | null {
  if (duration === null || duration === undefined) return null;
  return Number(duration.seconds ?? 0) * 1_000 + Math.round((duration.nanos ?? 0) / 1_000_000);
}
