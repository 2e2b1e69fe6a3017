// Which holds cover a job, a host or a change.
import type { EmergencyHold, HoldScope } from './emergency-hold.ts';

/** What is to be done: a run of a job, or a request to a host for it. */
export interface HoldSubject {
  readonly workspaceId: string;
  readonly jobId: string;
  /** Absent: not known here; holds by tag are kept by pausing the runs. */
  readonly tags?: readonly string[] | undefined;
  /** Absent: the question is about the job, and not about one of its hosts. */
  readonly host?: string;
}

/** The hold that covers the subject, the widest one first; null: nothing stands in its way. */
export function holdOver(holds: readonly EmergencyHold[], subject: HoldSubject): EmergencyHold | null {
  const covering = holds.filter((hold) => covers(hold, subject));
  return covering.toSorted((a, b) => WIDTH[b.scope.kind] - WIDTH[a.scope.kind])[0] ?? null;
}

const WIDTH: Readonly<Record<HoldScope['kind'], number>> = {
  everything: 5,
  workspace: 4,
  tag: 3,
  job: 2,
  host: 1,
  changes: 0,
};

function covers({ scope, workspaceId }: EmergencyHold, subject: HoldSubject): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'workspace':
      return workspaceId === subject.workspaceId;
    case 'tag':
      return workspaceId === subject.workspaceId && (subject.tags ?? []).includes(scope.tag);
    case 'job':
      return scope.jobId === subject.jobId;
    case 'host':
      return scope.host === subject.host;
    case 'changes':
      return false;
  }
}

/** The read-only mode that is on; null: changes are taken. */
export function readOnlyOf(holds: readonly EmergencyHold[]): EmergencyHold | null {
  return holds.find(({ scope }) => scope.kind === 'changes') ?? null;
}

/** Whether a workspace is told of a hold: its own ones, and those of everything. */
export function isSeenBy({ scope, workspaceId }: EmergencyHold, viewer: string): boolean {
  return workspaceId === viewer || scope.kind === 'everything' || scope.kind === 'changes';
}
