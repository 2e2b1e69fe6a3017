// What became of one time of a schedule: it ran, it was missed or refused for a reason, it waits, or nobody knows.
import type { Job } from '../../domain/job/job.ts';
import { slotWorkflowId } from '../../domain/run/ids.ts';
import type { Run } from '../../domain/run/run.ts';
import type { LocalBench } from './local-bench.ts';

export interface SlotFate {
  /** twice: it has more than one run; lost: it has none, and nothing says why. */
  readonly kind: 'run' | 'refused' | 'missed' | 'waits' | 'twice' | 'lost';
  readonly why: string;
}

interface Slot {
  readonly job: Job;
  readonly at: Date;
  readonly runs: readonly Run[];
}

export async function fateOf(bench: LocalBench, { job, at, runs }: Slot): Promise<SlotFate> {
  if (runs.length > 1) return { kind: 'twice', why: `${runs.length} runs` };
  if (runs.length === 1) return { kind: 'run', why: '' };
  if (isMissed(job, at)) return { kind: 'missed', why: 'nobody took it for 5 min (schedule.missed)' };
  // Its workflow says why it made no run; where a time is not decided yet there may be none.
  const ended = await bench.endOf(slotWorkflowId({ jobId: job._id, jobName: job.name }, at));
  if (ended === 'goes on' || (job.nextRunAt !== null && job.nextRunAt <= at))
    return { kind: 'waits', why: '' };
  return ended === null
    ? { kind: 'lost', why: 'no run and no workflow' }
    : { kind: 'refused', why: ended.reason };
}

function isMissed({ missed }: Job, at: Date): boolean {
  return missed !== undefined && missed !== null && at >= missed.from && at <= missed.until;
}
