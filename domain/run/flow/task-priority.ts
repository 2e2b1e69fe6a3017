// In which order the engine hands out steps that wait in a queue, and how it shares among workspaces. Servers that do not know
// either keep the order in which they came.
//
// First what is short and steers, then the steps of small runs, then what ends a chunk that has begun, then what begins one, and last
// what no run waits for. So what has begun is finished first, and a small run waits for the steps that are at work, not for those that
// wait. Small runs can't starve a large one: each start costs the orchestrator more than its steps cost the queue that they share.
import type { Trigger } from '../run.ts';

export type TaskKind = 'control' | 'finish' | 'begin' | 'aside';

export interface TaskPriority {
  /** 1 is first, 5 last; 3 is what a task without one has. */
  readonly priorityKey: number;
  /** The engine takes turns between keys. */
  readonly fairnessKey?: string;
}

/** Of whose run the step is. */
export interface TaskOwner {
  /** Absent: an older version began the run. */
  readonly workspaceId?: string | undefined;
  readonly isSmall: boolean;
}

const LARGE: Readonly<Record<TaskKind, number>> = { control: 1, finish: 3, begin: 4, aside: 5 };
const SMALL: Readonly<Record<TaskKind, number>> = { ...LARGE, finish: 2, begin: 2 };

/** What the server takes, in bytes; ids are ASCII. */
const MAX_BYTES = 64;

export function taskPriority(kind: TaskKind, { workspaceId, isSmall }: TaskOwner): TaskPriority {
  const priorityKey = (isSmall ? SMALL : LARGE)[kind];
  return workspaceId === undefined
    ? { priorityKey }
    : { priorityKey, fairnessKey: workspaceId.slice(0, MAX_BYTES) };
}

/** Of the workflow of a run. Somebody waits for what was asked for by hand. */
export function startPriority(trigger: Trigger, workspaceId: string): TaskPriority {
  const isAsked = trigger === 'manual' || trigger === 'restart' || trigger === 'replay';
  return { priorityKey: isAsked ? 2 : 3, fairnessKey: workspaceId.slice(0, MAX_BYTES) };
}
