// What became of one time of a schedule: it ran, its job tells why it did not, it waits, or nobody knows.
import type { SkippedTimes } from '../../domain/config/schedule/skipped-words.ts';
import type { Job } from '../../domain/job/job.ts';
import { slotWorkflowId } from '../../domain/run/ids.ts';
import type { Run } from '../../domain/run/run.ts';
import type { LocalBench } from './local-bench.ts';

export interface SlotFate {
  /**
   * told: it has no run of its own, and the job says why; twice: it has more than one run, or a run although it was left out; neither:
   * it has no run, and the job does not say why.
   */
  readonly kind: 'run' | 'told' | 'waits' | 'twice' | 'neither';
  readonly why: string;
}

interface Slot {
  readonly job: Job;
  readonly at: Date;
  readonly runs: readonly Run[];
}

export async function fateOf(bench: LocalBench, { job, at, runs }: Slot): Promise<SlotFate> {
  const span = spanOf(job, at);
  if (runs.length > 1) return { kind: 'twice', why: `${runs.length} runs` };
  if (runs.length === 1)
    return span === undefined || span.why === 'missed'
      ? { kind: 'run', why: '' }
      : { kind: 'twice', why: `a run, and told as ${span.why}` };
  if (span !== undefined) return { kind: 'told', why: span.why };
  // Only for the print: what a workflow says is no word of the job.
  const ended = await bench.endOf(slotWorkflowId({ jobId: job._id, jobName: job.name }, at));
  if (ended === 'goes on' || (job.nextRunAt !== null && job.nextRunAt <= at))
    return { kind: 'waits', why: '' };
  return ended === null
    ? { kind: 'neither', why: 'no run and no workflow' }
    : { kind: 'neither', why: `only its workflow says: ${ended.reason}` };
}

/** A run that makes up for a missed time has its slot: such a time is told as missed and has a run. */
function spanOf({ skipped = [] }: Job, at: Date): SkippedTimes | undefined {
  return skipped.find(({ from, until }) => at >= from && at <= until);
}
